import { readFileSync } from 'node:fs';
import { findEvidenceNames, insertPolicy, refreshPriceFrom } from '@guanyi/db/billing/policies';
import {
  findLabCopies,
  insertInstruments,
  type LabCopies,
  refreshOfferedCopies,
} from '@guanyi/db/catalogue/instruments';
import { putOffering, putRules } from '@guanyi/db/catalogue/offerings';
import { classKey, loadClasses, loadDisciplineNames } from '@guanyi/db/catalogue/vocabulary-queries';
import type { Tx } from '@guanyi/db/client';
import type { CostSheet } from '@guanyi/domain/billing/cost-sheet';
import type { Form } from '@guanyi/domain/billing/price-policy';
import { classScheme } from '@guanyi/domain/catalogue/classification';
import type { Discipline, FundingSource, InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import { addDays, localDay } from '@guanyi/domain/kernel/local-time';
import { newId } from '@guanyi/platform/ids';
import { parse } from 'csv-parse/sync';
import { consequencesOf, copiesOf } from '../catalogue/describe.ts';
import type { CommandContext } from '../context.ts';
import type { DemoPlaces } from './demo-people.ts';
import { type DemoPolicy, demoPrices, demoRules, type RulesName } from './demo-terms.ts';

/** An instrument of the demonstration as bookings refer to it. */
export interface DemoInstrument {
  id: string;
  labCode: string;
  labId: string;
  assetNumber: string;
  rules: RulesName | null;
  approval: 'auto' | 'chain';
  zone: string;
}

type Row = Record<string, string>;

const pricesFrom = Date.parse('2024-01-01T00:00:00+08:00');
/** Supervision over a tax-exempt import lasts this much longer. */
const supervisedDays = 500;

const eligibility = {
  project: '重大科研基础设施和大型科研仪器开放共享专项',
  statutoryExclusive: false,
  secret: false,
  titleClear: true,
  condition: 'normal',
} as const;

/** Writes the instruments of the demonstration with rules, offers and prices. Vocabularies and labs must be there. */
export async function writeDemoInstruments(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
): Promise<DemoInstrument[]> {
  const rows: Row[] = parse(readFileSync(new URL('./demo-instruments.csv', import.meta.url)), { columns: true });
  const labs = new Map<string, LabCopies>();
  for (const [code, id] of places.labIds) {
    const lab = await findLabCopies(tx, context.reach, id);
    if (lab) labs.set(code, lab);
  }
  const classes = await loadClasses(tx);
  const disciplineNames = await loadDisciplineNames(tx);
  const made = rows.map((row) => {
    const lab = labs.get(text(row, 'lab'));
    const fields = fieldsOf(row, context.now);
    const found = classes.get(classKey(fields.classScheme, fields.classCode));
    if (!lab || !found) throw new Error(`${fields.assetNumber} names a lab or a class that is not there.`);
    const names = {
      edition: found.edition,
      classNames: found.names,
      disciplineNames: fields.disciplines.flatMap((code) => disciplineNames.get(code) ?? []),
    };
    const id = newId();
    const stored = { ...fields, ...copiesOf(lab), ...consequencesOf(fields, null, names, lab) };
    return {
      row,
      lab,
      id,
      stored: { ...stored, id, modes: [], forms: [], createdAt: context.now, updatedAt: context.now },
    };
  });
  await insertInstruments(
    tx,
    made.map(({ stored }) => stored),
  );
  // Statements of different instruments do not wait for one another's answers.
  await Promise.all(made.map(({ row, lab, id }) => offer(tx, context, row, { labId: lab.labId, instrumentId: id })));
  return made.map(({ row, lab, id, stored }) => ({
    ...{ id, labId: lab.labId, labCode: text(row, 'lab'), assetNumber: stored.assetNumber },
    rules: rulesOf(row),
    approval: approvalOf(row),
    zone: stored.zone ?? lab.zone,
  }));
}

function fieldsOf(row: Row, now: number): InstrumentFields {
  const isSupervised = text(row, 'supervised') !== '';
  return {
    assetNumber: text(row, 'assetNumber'),
    nameZh: text(row, 'nameZh'),
    nameEn: text(row, 'nameEn'),
    model: text(row, 'model'),
    manufacturer: text(row, 'manufacturer'),
    classScheme,
    classCode: text(row, 'classCode'),
    disciplines: text(row, 'disciplines').split(';') as Discipline[],
    acquiredOn: text(row, 'acquiredOn'),
    originalValueFen: Number(text(row, 'valueYuan')) * 100,
    fundingSource: text(row, 'funding') as FundingSource,
    customsSupervisedUntil: isSupervised ? addDays(localDay('Asia/Shanghai', now), supervisedDays) : null,
    location: text(row, 'location'),
    descriptionZh: text(row, 'descriptionZh') || null,
    descriptionEn: null,
    zone: text(row, 'zone') || null,
  };
}

/** The list price of a machine hour is the one that a cost sheet stands behind. */
const isEvidenced = ({ form, priceGroup }: Pick<DemoPolicy, 'form' | 'priceGroup'>) =>
  form === 'machineTime' && priceGroup === 'enterprise';

/** What an hour would cost: written off in eight years, a fifth of the price in consumables. */
function demoCosts(row: Row): CostSheet {
  const valueFen = Number(text(row, 'valueYuan')) * 100;
  return {
    ...{ valueFen, depreciationYears: 8, ratedHoursPerYear: 1_600 },
    ...{ consumablesPerHourFen: Number(text(row, 'yuanPerHour')) * 20, powerWatts: 3_000, powerPerKwhFen: 80 },
    ...{ maintenancePerYearFen: Math.round(valueFen / 50), spaceSquareMetres: 20, spacePerSquareMetreYearFen: 60_000 },
  };
}

async function offer(
  tx: Tx,
  context: CommandContext,
  row: Row,
  key: { labId: string; instrumentId: string },
): Promise<void> {
  const { now } = context;
  const extras = text(row, 'extras').split(';');
  const forms = text(row, 'rentForms')
    .split(';')
    .filter((form) => form !== '') as Form[];
  const approval = approvalOf(row);
  const rules = rulesOf(row);
  const plain = { forms: [], approval: 'chain', eligibility, depositFen: null } as const;
  if (rules) await putRules(tx, key, demoRules(rules, extras), now);
  if (forms.length > 0) await putOffering(tx, key, { ...plain, mode: 'rent', forms, approval }, now);
  const deposit = text(row, 'depositYuan');
  if (deposit !== '')
    await putOffering(tx, key, { ...plain, forms: [], mode: 'loan', depositFen: Number(deposit) * 100 }, now);
  if (text(row, 'equity') !== '') await putOffering(tx, key, { ...plain, forms: [], mode: 'equity' }, now);
  await refreshOfferedCopies(tx, key.labId, key.instrumentId, now);
  const list = {
    perHour: Number(text(row, 'yuanPerHour')),
    perSample: Number(text(row, 'yuanPerSample')),
    perDay: Number(text(row, 'yuanPerDay')),
  };
  for (const form of forms) {
    for (const terms of demoPrices(form, list, extras)) {
      const ids = { id: newId(), labId: key.labId, instrumentId: key.instrumentId };
      const costEvidence = isEvidenced(terms) ? { sheet: demoCosts(row), ...(await findEvidenceNames(tx, key)) } : null;
      const policy = { ...terms, ...ids, effectiveFrom: pricesFrom, createdAt: now };
      await insertPolicy(tx, policy, { createdBy: null, costEvidence });
    }
  }
  await refreshPriceFrom(tx, key.labId, key.instrumentId, now);
}

function rulesOf(row: Row): RulesName | null {
  return (text(row, 'rules') || null) as RulesName | null;
}

function approvalOf(row: Row): 'auto' | 'chain' {
  return text(row, 'approval') === 'auto' ? 'auto' : 'chain';
}

function text(row: Row, column: string): string {
  return row[column] ?? '';
}
