import { encodeGbk } from './gbk.ts';

/** One receipt as a test names it. */
export interface BankLine {
  day: string;
  yuan: string;
  payer: string;
  reference: string;
  remark?: string;
}

const compact = (day: string) => day.replaceAll('-', '');
const account = '6217001234567890123';

/** The export of an enterprise account: every line in quotes, times after the day, amounts parted by thousands. */
export function icbcFile(lines: readonly BankLine[]): string {
  const head =
    '凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息';
  const rows = lines.map(
    ({ day, yuan, payer, reference, remark = '' }) =>
      `"${reference}","="${account}"","\t37050110","${day} 09:12:33",贷,"","${yuan}",102,网银转账,"${remark}",${payer},"1,000.00",`,
  );
  return `${[head, ...rows].join('\r\n')}\r\n`;
}

/** GBK, the account and the span above the header, sums below the rows, days without separators. */
export function ccbFile(lines: readonly BankLine[]): Uint8Array {
  const head =
    '账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,企业流水号,凭证种类,凭证号';
  const rows = lines.map(
    ({ day, yuan, payer, reference, remark = '' }) =>
      `37101,青岛海关技术中心,${compact(day)} 10:01:22,0.00,"${yuan}",88.00,人民币元,${payer},${account},建设银行,${compact(day)},转账存入,${remark},${reference},,,`,
  );
  const text = ['账户明细查询', '起始日期：20261101,截止日期：20261130', head, ...rows, `合计,${lines.length} 笔`].join(
    '\n',
  );
  return encodeGbk(`${text}\n`);
}

/** GBK, Chinese days, money that went out among money that came in. */
export function abcFile(lines: readonly BankLine[]): Uint8Array {
  const head = '交易日期,交易时间戳,收入金额,支出金额,账户余额,对方账号,对方户名,对方开户行,交易用途,摘要,日志号';
  const chinese = (day: string) => `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  const rows = lines.map(
    ({ day, yuan, payer, reference, remark = '' }) =>
      `${chinese(day)},10.22.01,￥${yuan.replaceAll(',', '')},,5000,${account},${payer},农业银行,${remark},网银,${reference}`,
  );
  const out = `2026年11月3日,10.22.01,,120.00,4880,${account},水务公司,农业银行,水费,扣款,LOG-OUT`;
  return encodeGbk(`${[head, ...rows, out].join('\r\n')}\r\n`);
}
