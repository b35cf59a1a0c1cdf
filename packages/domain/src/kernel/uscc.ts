/** Kinds of units, told by the first two characters of the credit code. */
export type UnitType =
  | 'administrative'
  | 'publicInstitution'
  | 'massOrganisation'
  | 'socialOrganisation'
  | 'privateNonEnterprise'
  | 'foundation'
  | 'enterprise'
  | 'individualBusiness'
  | 'farmersCooperative'
  | 'other';

export type UsccFault = 'length' | 'alphabet' | 'organisation-check-digit' | 'check-digit';

export type UsccCheck =
  | { ok: true; unitType: UnitType; divisionCode: string; organisationCode: string }
  | { ok: false; code: 'invalid-uscc'; reason: UsccFault };

/** GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** GB 11714-1997: the organisation code inside has an alphabet of all capitals, of its own values and weights. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

const UNIT_TYPES: Record<string, UnitType> = {
  '11': 'administrative',
  '12': 'publicInstitution',
  '13': 'massOrganisation',
  '51': 'socialOrganisation',
  '52': 'privateNonEnterprise',
  '53': 'foundation',
  '91': 'enterprise',
  '92': 'individualBusiness',
  '93': 'farmersCooperative',
};

/**
 * Checks a unified social credit code as typed: 18 capitals and digits, the check digit of the organisation code at
 * positions 9–17 (GB 11714) and the check digit of the whole (GB 32100). Lower case is refused, not mended.
 */
export function checkUscc(code: string): UsccCheck {
  if (code.length !== 18) return refuse('length');
  if ([...code].some((character) => !ALPHABET.includes(character))) return refuse('alphabet');
  if (organisationCheck(code.slice(8, 16)) !== code[16]) return refuse('organisation-check-digit');
  if (usccCheck(code.slice(0, 17)) !== code[17]) return refuse('check-digit');
  return {
    ok: true,
    unitType: unitTypeOf(code),
    divisionCode: code.slice(2, 8),
    organisationCode: code.slice(8, 17),
  };
}

/** The kind of unit that a stored code tells, also of one whose check digit was waived. */
export function unitTypeOf(code: string): UnitType {
  return UNIT_TYPES[code.slice(0, 2)] ?? 'other';
}

/**
 * Makes a valid code for seeds and tests from two characters of unit type, six of division and up to eight of
 * organisation body (left-padded with zeros). Throws RangeError for characters outside the alphabet.
 */
export function makeUscc(unitPrefix: string, divisionCode: string, body: string): string {
  const stem = `${unitPrefix}${divisionCode}${body.padStart(8, '0')}`;
  if (stem.length !== 16 || [...stem].some((character) => !ALPHABET.includes(character))) {
    throw new RangeError(`no credit code begins ${stem}`);
  }
  const first17 = stem + organisationCheck(stem.slice(8));
  return first17 + usccCheck(first17);
}

function refuse(reason: UsccFault): UsccCheck {
  return { ok: false, code: 'invalid-uscc', reason };
}

function usccCheck(first17: string): string {
  return ALPHABET[(31 - (weightedSum(first17, ALPHABET, WEIGHTS) % 31)) % 31]!;
}

function organisationCheck(body: string): string {
  const check = 11 - (weightedSum(body, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}

function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * alphabet.indexOf(text[i]!), 0);
}
