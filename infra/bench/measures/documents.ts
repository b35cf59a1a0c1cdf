import { createHash } from 'node:crypto';
import { systemContext } from '@guanyi/commands/context';
import { connect } from '@guanyi/db/client';
import { readPrintedStatement } from '@guanyi/db/statements/print';
import { renderContract } from '@guanyi/documents/lending/contract';
import type { PdfDocument } from '@guanyi/documents/pdf/document';
import { renderStatement } from '@guanyi/documents/statements/statement';
import { systemClock } from '@guanyi/platform/clock';
import { newId } from '@guanyi/platform/ids';
import { besideNation } from '../harness/beside.ts';
import { largestLab, type Place, staffFor } from '../harness/desk.ts';
import { compare } from '../harness/pairs.ts';
import { childrenOf, memoryMbOf, type RunningApi, startApi } from '../harness/processes.ts';
import type { Stand } from '../harness/stand.ts';
import { openRenderer } from '../harness/typst.ts';
import type { Measure, Measured } from './measure.ts';

const statementLines = 5_000;
const contractsARound = 5;

/** Paper over HTTP, with what it is made of read from the database and set in a process of its own, against the bare renderer. */
export const documents: Measure = {
  name: 'documents',
  async run(stand) {
    const money = await besideNation(stand, 'rating', { scale: 0.01, bookings: 2_000 });
    const api = await startApi(money.process);
    try {
      const place = await largestLab(money.sql);
      const post = { role: 'finance', organisationId: place.districtId, labId: null } as const;
      const { token } = await staffFor(money.sql, money.key, post);
      const manager = await staffFor(money.sql, money.key, {
        role: 'labManager',
        organisationId: place.districtId,
        labId: place.labId,
      });
      return [await statementPdf(money, api, place, token), await contractPdf(money, api, place, manager.token)];
    } finally {
      await api.stop();
      await money.sql.end({ timeout: 5 });
    }
  },
};

async function statementPdf(money: Stand, api: RunningApi, place: Place, token: string): Promise<Measured> {
  const id = await addStatement(money, place);
  try {
    const document = renderStatement(await printedOf(money, id), 'zh-CN');
    const path = `/api/v1/statements/${id}/file?format=pdf`;
    const size = { ...money.size, pairs: Math.min(2, money.size.pairs) };
    const found = await comparePaper({ ...money, size }, api, { path, token, document, times: 1 });
    return {
      name: `statement of ${statementLines.toLocaleString('en')} lines as PDF`,
      what: 'milliseconds over HTTP',
      gate: { atMost: 2 },
      aim: '≤ 1.2',
      ...found,
    };
  } finally {
    await removeStatement(money, id);
  }
}

async function contractPdf(money: Stand, api: RunningApi, place: Place, token: string): Promise<Measured> {
  const contract = await addContract(money, place);
  try {
    const path = `/api/v1/contracts/${contract.id}/file`;
    const document = renderContract({ ...contract, zone: 'Asia/Shanghai', signatures: [], verifyUrl: '' }, 'zh-CN');
    const found = await comparePaper(money, api, { path, token, document, times: contractsARound });
    return { name: 'contract as PDF', what: 'milliseconds over HTTP', gate: { atMost: 2 }, aim: '≤ 1.5', ...found };
  } finally {
    await money.sql`DELETE FROM contracts WHERE id = ${contract.id}`;
  }
}

interface Paper {
  path: string;
  token: string;
  document: PdfDocument;
  /** Each side sets so many for one figure. */
  times: number;
}

async function comparePaper({ size }: Stand, api: RunningApi, { path, token, document, times }: Paper) {
  const renderer = await openRenderer();
  const peak = { apiMb: 0, typesetterMb: 0, bytes: 0 };
  const watch = setInterval(async () => {
    peak.apiMb = Math.max(peak.apiMb, await api.memoryMb());
    for (const child of childrenOf(api.pid)) peak.typesetterMb = Math.max(peak.typesetterMb, await memoryMbOf(child));
  }, 50);
  const overHttp = () =>
    milliseconds(times, async () => {
      const answer = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
      const paper = await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
      peak.bytes = paper.byteLength;
    });
  try {
    await overHttp();
    const bare = () => milliseconds(times, async () => renderer.render(document));
    await bare();
    const compared = await compare(size.pairs, overHttp, bare);
    return { against: 'the bare renderer setting the same document', compared, details: peak, faults: [] };
  } finally {
    clearInterval(watch);
  }
}

async function milliseconds(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let i = 0; i < times; i += 1) await work();
  return (performance.now() - startedAt) / times;
}

async function printedOf({ databaseUrl }: Stand, statementId: string) {
  const database = connect(databaseUrl, { max: 1, applicationName: 'guanyi-bench', role: 'none' });
  try {
    const found = await readPrintedStatement(database, systemContext(systemClock.now()).reach, statementId);
    if (!found) throw new Error('The statement cannot be found again.');
    return found.printed;
  } finally {
    await database.close();
  }
}

async function addStatement({ sql, people }: Stand, place: Place): Promise<string> {
  const id = newId();
  await sql`
    INSERT INTO statements (payee_id, id, organisation_id, period, year, sequence, number, charge_count, subtotal_fen, tax_fen, total_fen)
    VALUES (${place.districtId}, ${id}, ${people.organisationId}, '2026-08', 2026, 900001, 'BENCH-900001', ${statementLines},
      ${statementLines * 10_000}, ${statementLines * 600}, ${statementLines * 10_600})`;
  await sql`
    WITH charge AS (
      INSERT INTO charges (lab_id, id, payee_id, organisation_id, instrument_id, kind, usage_record_id, lines, subtotal_fen, tax_fen,
        total_fen, occurred_at)
      SELECT ${place.labId}::uuid, gen_random_uuid(), ${place.districtId}::uuid, ${people.organisationId}::uuid, i.id, 'usage',
        gen_random_uuid(), '[{"kind":"time","quantity":60,"unit":"minute","unitPriceFen":10000,"amountFen":10000,"taxCategory":"vat6","taxFen":600}]',
        10000, 600, 10600, timestamptz '2026-08-01' + n * interval '8 minutes'
      FROM generate_series(1, ${statementLines}::int) n
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS k, count(*) OVER () AS all FROM instruments WHERE lab_id = ${place.labId}) i
        ON i.k = n % i.all
      RETURNING *)
    INSERT INTO statement_lines (payee_id, statement_id, lab_id, charge_id, occurred_at, subtotal_fen, tax_fen, total_fen)
    SELECT payee_id, ${id}::uuid, lab_id, id, occurred_at, subtotal_fen, tax_fen, total_fen FROM charge`;
  await sql`ANALYZE statement_lines, charges, statements`;
  return id;
}

async function removeStatement({ sql }: Stand, id: string): Promise<void> {
  const [lines] = await sql<{ ids: string[] }[]>`
    WITH gone AS (DELETE FROM statement_lines WHERE statement_id = ${id} RETURNING charge_id)
    SELECT coalesce(array_agg(charge_id), '{}') AS ids FROM gone`;
  await sql`DELETE FROM charges WHERE id = ANY(${lines!.ids})`;
  await sql`DELETE FROM statements WHERE id = ${id}`;
}

async function addContract({ sql, people }: Stand, place: Place) {
  const content = JSON.stringify({
    ...{ form: 'loan', subject: 'LN-BENCH', lender: { name: '青岛海关', lab: '技术中心' } },
    borrower: { name: '性能测试所', uscc: '12110105G99999990X' },
    instrument: { name: '便携式 X 射线荧光光谱仪', model: 'XRF-9', assetNumber: 'BENCH-1' },
    ...{ originalValueFen: 80_000_000, firstDay: '2026-12-01', lastDay: '2026-12-10', address: '青岛市市南区' },
    ...{ accessories: ['充电器', '标准片'], depositFen: 1_000_000, perDayFen: null },
  });
  const contract = {
    ...{ id: newId(), number: `BENCH-${newId().slice(-12)}`, status: 'open' as const, content },
    ...{ contentHash: createHash('sha256').update(content).digest('hex'), createdAt: systemClock.now() },
  };
  await sql`
    INSERT INTO contracts (lab_id, id, number, subject_type, subject_id, district_id, organisation_id, status, content, content_hash)
    VALUES (${place.labId}, ${contract.id}, ${contract.number}, 'loan', ${newId()}, ${place.districtId}, ${people.organisationId},
      'open', ${content}, ${contract.contentHash})`;
  return contract;
}
