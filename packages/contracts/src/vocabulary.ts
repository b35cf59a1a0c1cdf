import { z } from 'zod';

export const discipline = z.enum([
  'healthQuarantine',
  'animalPlantQuarantine',
  'foodSafety',
  'chemicalMineralMetal',
  'electromechanical',
  'lightIndustry',
  'textile',
  'commodityIdentification',
]);
export const mode = z.enum(['rent', 'loan', 'equity']);
export const form = z.enum(['machineTime', 'sample', 'termLease']);
export const labLevel = z.enum(['ministryKey', 'regional', 'routine', 'unexplained']);
export const accreditation = z.enum(['CNAS', 'CMA']);
export const fundingSource = z.enum(['central', 'local', 'own', 'other']);
export const approvalWay = z.enum(['auto', 'chain']);
export const serviceWay = z.enum(['selfOperated', 'guided', 'commissioned', 'remote', 'other']);
export const purposeKind = z.enum(['research', 'development', 'teaching', 'production', 'other']);
export const priceGroup = z.enum(['internal', 'partner', 'academic', 'sme', 'enterprise']);
export const chargeFor = z.enum(['booked', 'used', 'overage']);
export const dayClass = z.enum(['weekday', 'weekend', 'holiday', 'any']);
export const taxCategory = z.enum(['vat6', 'vat13', 'vat9', 'vat3', 'vat1', 'exempt']);
export const lineKind = z.enum([
  'time',
  'operator',
  'sample',
  'day',
  'setup',
  'minimum',
  'cap',
  'subsidy',
  'cancellation',
  'noShow',
  'waiver',
  'adjustment',
]);
export const bookingStatus = z.enum([
  'pendingApproval',
  'confirmed',
  'inUse',
  'completed',
  'declined',
  'cancelled',
  'expired',
  'noShow',
]);
/** What a stretch of a calendar is taken by, without saying by whom. */
export const claimKind = z.enum([
  'hold',
  'pending',
  'booking',
  'termLease',
  'loan',
  'equity',
  'maintenance',
  'calibration',
  'breakdown',
  'statutory',
  'openDay',
]);
/** Why an instrument is out of service. */
export const outageKind = z.enum(['maintenance', 'calibration', 'breakdown', 'statutory', 'openDay']);
