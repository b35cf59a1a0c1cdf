import { m } from '@guanyi/messages';

const disciplineNames = {
  foodSafety: m.ui_discipline_foodSafety,
  chemicalMineralMetal: m.ui_discipline_chemicalMineralMetal,
  electromechanical: m.ui_discipline_electromechanical,
  animalPlantQuarantine: m.ui_discipline_animalPlantQuarantine,
  healthQuarantine: m.ui_discipline_healthQuarantine,
  lightIndustry: m.ui_discipline_lightIndustry,
  textile: m.ui_discipline_textile,
  commodityIdentification: m.ui_discipline_commodityIdentification,
};

export type Discipline = keyof typeof disciplineNames;

/** CNAS 认可, CMA 资质认定; others by the name that the lab gives. */
export function accreditationName(name: string): string {
  if (name === 'CNAS') return m.storefront_accreditation_cnas();
  return name === 'CMA' ? m.storefront_accreditation_cma() : name;
}

/** A discipline of customs laboratories. */
export function disciplineName(code: Discipline): string {
  return disciplineNames[code]();
}

const serviceWayNames = {
  selfOperated: m.ui_way_selfOperated,
  guided: m.ui_way_guided,
  commissioned: m.ui_way_commissioned,
  remote: m.ui_way_remote,
  other: m.ui_way_other,
};

export type ServiceWay = keyof typeof serviceWayNames;

/** Who operates the instrument. */
export function serviceWayName(code: ServiceWay): string {
  return serviceWayNames[code]();
}

const purposeNames = {
  research: m.ui_purpose_research,
  development: m.ui_purpose_development,
  teaching: m.ui_purpose_teaching,
  production: m.ui_purpose_production,
  other: m.ui_purpose_other,
};

export type PurposeKind = keyof typeof purposeNames;

/** What the use is for. */
export function purposeName(code: PurposeKind): string {
  return purposeNames[code]();
}

const bookingStatusNames = {
  pendingApproval: m.ui_status_pendingApproval,
  confirmed: m.ui_status_confirmed,
  inUse: m.ui_status_inUse,
  completed: m.ui_status_completed,
  declined: m.ui_status_declined,
  cancelled: m.ui_status_cancelled,
  expired: m.ui_status_expired,
  noShow: m.ui_status_noShow,
};

export type BookingStatus = keyof typeof bookingStatusNames;

/** Where a booking stands. */
export function bookingStatusName(code: BookingStatus): string {
  return bookingStatusNames[code]();
}

const priceGroupNames = {
  internal: m.ui_group_internal,
  partner: m.ui_group_partner,
  academic: m.ui_group_academic,
  sme: m.ui_group_sme,
  enterprise: m.ui_group_enterprise,
};

export type PriceGroup = keyof typeof priceGroupNames;

/** Which customers a price is for. */
export function priceGroupName(code: PriceGroup): string {
  return priceGroupNames[code]();
}

const labLevelNames = {
  ministryKey: m.ui_level_ministryKey,
  regional: m.ui_level_regional,
  routine: m.ui_level_routine,
  unexplained: m.ui_level_unexplained,
};

export type LabLevel = keyof typeof labLevelNames;

/** The level of a laboratory. */
export function labLevelName(code: LabLevel): string {
  return labLevelNames[code]();
}

const formNames = {
  machineTime: m.ui_form_machineTime,
  sample: m.ui_form_sample,
  termLease: m.ui_form_termLease,
};

export type Form = keyof typeof formNames;

/** The form of paid use. */
export function formName(code: Form): string {
  return formNames[code]();
}

const organisationKindNames = {
  customsDistrict: m.ui_kind_customsDistrict,
  enterprise: m.ui_kind_enterprise,
  university: m.ui_kind_university,
  institute: m.ui_kind_institute,
  government: m.ui_kind_government,
};

export type OrganisationKind = keyof typeof organisationKindNames;

/** What an organisation is. */
export function organisationKindName(code: OrganisationKind): string {
  return organisationKindNames[code]();
}

const roleNames = {
  booker: m.ui_role_booker,
  orgAdmin: m.ui_role_orgAdmin,
  orgFinance: m.ui_role_orgFinance,
  keeper: m.ui_role_keeper,
  labManager: m.ui_role_labManager,
  assetOfficer: m.ui_role_assetOfficer,
  finance: m.ui_role_finance,
  hqReviewer: m.ui_role_hqReviewer,
  stViewer: m.ui_role_stViewer,
  auditor: m.ui_role_auditor,
  platformAdmin: m.ui_role_platformAdmin,
};

export type Role = keyof typeof roleNames;

/** What a member may do. */
export function roleName(code: Role): string {
  return roleNames[code]();
}

const lineKindNames = {
  time: m.ui_line_time,
  operator: m.ui_line_operator,
  sample: m.ui_line_sample,
  day: m.ui_line_day,
  setup: m.ui_line_setup,
  minimum: m.ui_line_minimum,
  cap: m.ui_line_cap,
  subsidy: m.ui_line_subsidy,
  cancellation: m.ui_line_cancellation,
  noShow: m.ui_line_noShow,
  waiver: m.ui_line_waiver,
  adjustment: m.ui_line_adjustment,
};

export type LineKind = keyof typeof lineKindNames;

/** What a line of a price stands for. */
export function lineKindName(code: LineKind): string {
  return lineKindNames[code]();
}

const claimKindNames = {
  hold: m.ui_claim_hold,
  pending: m.ui_claim_pending,
  booking: m.ui_claim_booking,
  termLease: m.ui_claim_termLease,
  loan: m.ui_claim_loan,
  equity: m.ui_claim_equity,
  maintenance: m.ui_claim_maintenance,
  calibration: m.ui_claim_calibration,
  breakdown: m.ui_claim_breakdown,
  statutory: m.ui_claim_statutory,
  openDay: m.ui_claim_openDay,
};

export type ClaimKind = keyof typeof claimKindNames;

/** What takes a stretch of a calendar, never who. */
export function claimKindName(code: ClaimKind): string {
  return claimKindNames[code]();
}

/** The tax of a line in words: 增值税 6 %. */
export function taxName(category: 'vat6' | 'vat13' | 'vat9' | 'vat3' | 'vat1' | 'exempt'): string {
  return category === 'exempt' ? m.ui_tax_exempt() : m.ui_tax_vat({ rate: category.slice(3) });
}
