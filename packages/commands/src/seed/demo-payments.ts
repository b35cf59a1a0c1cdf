import type { Tx } from '@guanyi/db/client';
import type { DemoStatement } from '@guanyi/db/demo-money';
import { addDays, type Day, localDay } from '@guanyi/domain/kernel/local-time';
import { DAY_MS } from '@guanyi/domain/kernel/window';
import type { Period } from '@guanyi/domain/ledger/period';
import type { CommandContext } from '../context.ts';
import { allocatePayment } from '../payments/allocate-payment.ts';
import { importBankReceipts } from '../payments/import-bank-receipts.ts';
import { recordPayment } from '../payments/record-payment.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { contextOf, must } from './demo-bookings.ts';
import type { DemoPlaces } from './demo-people.ts';

export interface DemoStatements {
  /** Those that were stated, the oldest first. */
  months: readonly Period[];
  /** What a customer got for the last of them, or for one `back` months before. */
  of(customer: string, back: number): DemoStatement;
}

/** Paid in full, in part, too much and given back; and a bank's file of which some rows explain themselves and some do not. */
export async function writeDemoPayments(
  tx: Tx,
  context: CommandContext,
  places: DemoPlaces,
  statements: DemoStatements,
): Promise<void> {
  const finance = contextOf(places, 'finance', 'qingdao', null);
  const pay = async (customer: string, back: number, daysAgo: number, paid: Partial<Paid> = {}) => {
    const statement = statements.of(customer, back);
    const { amountFen = statement.totalFen, forFen = statement.totalFen } = paid;
    const now = context.now - daysAgo * DAY_MS;
    const recorded = await recordPayment(tx, finance(now), {
      organisationId: statement.organisationId,
      ...{ amountFen, receivedOn: localDay('Asia/Shanghai', now), method: 'bankTransfer' },
      ...{ reference: `${statement.number}-R`, remark: statement.number },
    });
    if (!recorded.ok) throw new Error(`A payment of the demonstration was refused: ${recorded.code}.`);
    const { paymentId } = recorded.value;
    const allocations = [{ statementId: statement.id, amountFen: forFen }];
    must(await allocatePayment(tx, finance(now), { paymentId, allocations }));
    return paymentId;
  };
  for (const customer of ['ocean-univ', 'beacon-foods', 'tex-sme']) await pay(customer, 2, 8);
  const part = Math.floor(statements.of('ocean-univ', 1).totalFen / 2);
  await pay('ocean-univ', 1, 3, { amountFen: part, forFen: part });
  const doubled = statements.of('tex-sme', 1).totalFen;
  const twice = await pay('tex-sme', 1, 4, { amountFen: doubled + 30_000 });
  must(
    await refundPayment(tx, finance(context.now - 2 * DAY_MS), {
      paymentId: twice,
      amountFen: 30_000,
      reason: '重复付款',
    }),
  );
  await pay('tex-sme', 0, 2, { amountFen: statements.of('tex-sme', 0).totalFen + 50_000 });
  const file = {
    name: '工行流水.csv',
    bytes: Buffer.from(bankFile(statements, localDay('Asia/Shanghai', context.now))),
  };
  must(await importBankReceipts(tx, finance(context.now), { file }));
}

interface Paid {
  amountFen: number;
  /** What of it the statement gets. */
  forFen: number;
}

/** The last digits of a number only; a name that nobody bears; a sum for two statements at once. */
function bankFile(statements: DemoStatements, today: Day): string {
  const [university, enterprise] = [statements.of('ocean-univ', 0), statements.of('beacon-foods', 1)];
  const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  const rows = [
    ['滨海海洋大学', yuan(university.totalFen), `${university.number.slice(-4)} 测试费`],
    ['灯塔食品有限公司青岛分公司', yuan(enterprise.totalFen), '货款'],
    ['青岛远航检测服务部', '1260.00', '仪器使用费'],
    ['织锦检测技术有限公司', '800.00', '预付'],
  ];
  const lines = rows.map(
    ([payer, amount, remark], i) =>
      `"7002${i}${today.replaceAll('-', '')}","37050110001","6217001234567","${addDays(today, -1)} 09:12:33",贷,"","${amount}",网银转账,"${remark}",${payer},`,
  );
  const head = '凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,摘要,用途,对方单位名称,余额';
  return `${[head, ...lines].join('\r\n')}\r\n`;
}
