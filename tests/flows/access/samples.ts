import type { Role } from '@guanyi/domain/identity/roles';
import { testPassword } from '../../support/build-app.ts';
import { multipart } from '../../support/multipart.ts';
import { approvalSamples, approvalsOwnedByBody } from './approvals-cast.ts';
import { bookingsOwnedByBody, bookingsSamples } from './bookings-cast.ts';
import { conflictOwnedByBody, conflictSamples } from './conflict-cast.ts';
import { equityOwnedByBody, equityQueries, equitySamples } from './equity-cast.ts';
import { lendingOwnedByBody, lendingSamples } from './lending-cast.ts';
import { nextSlot } from './next-slot.ts';
import { paymentsOwnedByBody, paymentsSamples } from './payments-cast.ts';
import type { Sample } from './side.ts';
import { statementOwnedByBody, statementQueries, statementSamples } from './statement-cast.ts';
import { upkeepOwnedByBody, upkeepSamples } from './upkeep-cast.ts';
import { usageSamples } from './usage-cast.ts';

const isStaff = (role: Role) => role === 'keeper' || role === 'labManager';
const eligibility = { project: 'P', statutoryExclusive: false, secret: false, titleClear: true, condition: 'normal' };
const rules = {
  weekly: [{ day: 1, from: '08:00', until: '18:00' }],
  slotMinutes: 30,
  minMinutes: 30,
  maxMinutes: 480,
};
const purpose = { kind: 'research', text: 'access' };

let made = 0;
const unique = () => `access-${++made}`;

/**
 * Bodies by operation. For a customer the foreign thing is another organisation in whose name it acts; for lab staff it is
 * the instrument of another lab.
 */
export const samples: Record<string, Sample> = {
  inviteMember: () => ({ body: { email: `${unique()}@example.test`, role: 'booker' } }),
  updateMember: () => ({ body: { role: 'orgFinance' } }),
  verifyOrganisation: () => ({ body: { isSme: true } }),
  createHold: (side, role) => ({
    body: {
      instrumentId: side.instrument,
      ...nextSlot(),
      ...(isStaff(role) ? {} : { organisationId: side.customer }),
    },
  }),
  createBooking: (side, role) => ({
    body: {
      instrumentId: side.instrument,
      ...nextSlot(),
      purpose,
      onBehalfOf: side.customer,
      ...(isStaff(role) ? {} : { projectCode: 'P' }),
    },
  }),
  cancelBooking: () => ({ body: { reason: 'access' } }),
  declineBooking: () => ({ body: { reason: 'access' } }),
  createPricePolicy: (side) => ({
    body: {
      instrumentId: side.instrument,
      form: 'sample',
      priceGroup: 'academic',
      effectiveFrom: new Date(Date.UTC(2030, 0, ++made)).toISOString(),
      effectiveUntil: new Date(Date.UTC(2030, 0, made + 1)).toISOString(),
      perSampleFen: 100,
    },
  }),
  createInstrument: (side) => ({
    body: {
      labId: side.lab,
      assetNumber: unique(),
      name: { zh: '仪器' },
      model: 'M',
      manufacturer: 'M',
      classScheme: 'GB/T 32847-2016',
      classCode: '010202',
      disciplines: ['foodSafety'],
      acquiredOn: '2024-01-01',
      originalValueFen: 1,
      fundingSource: 'own',
      location: '',
    },
  }),
  updateInstrument: () => ({ body: { model: unique() } }),
  putOffering: () => ({ body: { forms: ['machineTime'], approval: 'auto', eligibility } }),
  putBookingRules: () => ({ body: rules }),
  previewBookingRules: () => ({ body: rules }),
  importInstruments: (side) =>
    multipart(
      { format: 'guanyi', labId: side.lab, dryRun: 'true' },
      { name: 'a.csv', type: 'text/csv', bytes: 'assetNumber\n' },
    ),
  beginSecondFactor: () => ({ body: { password: testPassword } }),
  confirmSecondFactor: () => ({ body: { code: '000000' } }),
  renewRecoveryCodes: () => ({ body: { code: '000000' } }),
  removeSecondFactor: () => ({ body: { password: testPassword, code: '000000' } }),
  saveSearch: () => ({ body: { name: unique(), query: {} } }),
  putCalendarYear: () => ({ body: { isPublished: false, days: [] } }),
  previewCalendarYear: () => ({ body: { isPublished: false, days: [] } }),
  createCalendarFeed: () => ({ body: { scope: 'user' } }),
  uploadFile: () => multipart({}, { name: 'a.txt', type: 'text/plain', bytes: 'hello' }),
  getAvailability: () => ({}),
  ...usageSamples,
  ...upkeepSamples,
  ...paymentsSamples,
  ...bookingsSamples,
  ...statementSamples,
  ...conflictSamples,
  ...approvalSamples,
  ...equitySamples,
  ...lendingSamples,
};

/** Query strings without which an operation says nothing. */
export const queries: Record<string, string> = {
  listRefusals: '?from=2026-12-14T00:00:00Z&until=2026-12-15T00:00:00Z',
  getAvailability: '?from=2026-12-14T00:00:00Z&until=2026-12-15T00:00:00Z',
  exportInstruments: '?format=guanyi.csv',
  ...statementQueries,
  ...equityQueries,
  previewLending: '?kind=loan&firstDay=2027-01-04&lastDay=2027-01-08',
  getLoanForm: '?moment=handOver',
  getLeaseForm: '?moment=handOver',
  getBoard: '?from=2026-12-14T00:00:00Z&until=2026-12-21T00:00:00Z',
};

/** Operations whose body names something that belongs to somebody; the others are told apart by their path alone. */
export const ownedByBody = new Set([
  'recordUsage',
  'createHold',
  'createBooking',
  'createPricePolicy',
  'createInstrument',
  'importInstruments',
  'importUsage',
  ...paymentsOwnedByBody,
  ...bookingsOwnedByBody,
  ...statementOwnedByBody,
  ...conflictOwnedByBody,
  ...approvalsOwnedByBody,
  ...equityOwnedByBody,
  ...lendingOwnedByBody,
  ...upkeepOwnedByBody,
]);
