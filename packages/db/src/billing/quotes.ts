import type { PriceLine } from '@guanyi/domain/billing/price-line';
import type { Form, PriceGroup, ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface StoredQuote {
  id: string;
  labId: string;
  instrumentId: string;
  userId: string | null;
  organisationId: string | null;
  form: Form;
  from: number;
  until: number;
  samples: number | null;
  serviceWay: ServiceWay;
  priceGroup: PriceGroup;
  pricePolicyId: string;
  lines: PriceLine[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  expiresAt: number;
  createdAt: number;
}

export async function insertQuote(tx: Tx, quote: StoredQuote): Promise<void> {
  await tx.sql`
    INSERT INTO quotes (lab_id, id, instrument_id, user_id, organisation_id, form, from_at, until_at, samples, service_way, price_group,
      price_policy_id, lines, subtotal_fen, tax_fen, total_fen, expires_at, created_at)
    VALUES (${quote.labId}, ${quote.id}, ${quote.instrumentId}, ${quote.userId}, ${quote.organisationId}, ${quote.form},
      ${instantToText(quote.from)}, ${instantToText(quote.until)}, ${quote.samples}, ${quote.serviceWay}, ${quote.priceGroup},
      ${quote.pricePolicyId}, ${tx.sql.json(quote.lines as never)}, ${quote.subtotalFen}, ${quote.taxFen}, ${quote.totalFen},
      ${instantToText(quote.expiresAt)}, ${instantToText(quote.createdAt)})`;
}

/** What a booking compares itself with; the lines are not needed for that. */
export type QuoteTerms = Pick<
  StoredQuote,
  | 'id'
  | 'instrumentId'
  | 'userId'
  | 'organisationId'
  | 'form'
  | 'from'
  | 'until'
  | 'serviceWay'
  | 'pricePolicyId'
  | 'totalFen'
  | 'expiresAt'
>;

/** A row as PostgreSQL sends it inside a JSON document. */
export type QuoteRow = Omit<QuoteTerms, 'from' | 'until' | 'expiresAt'> &
  Record<'from' | 'until' | 'expiresAt', string>;

/** The statement that reads the terms of a quote. */
export function quoteTermsOf(connection: Connection, quoteId: string | null) {
  return connection.sql`
    SELECT id, instrument_id AS "instrumentId", user_id AS "userId", organisation_id AS "organisationId", form,
      from_at AS "from", until_at AS until, service_way AS "serviceWay", price_policy_id AS "pricePolicyId",
      total_fen AS "totalFen", expires_at AS "expiresAt"
    FROM quotes WHERE id = ${quoteId}::uuid`;
}

export function quoteTerms(row: QuoteRow): QuoteTerms {
  return {
    ...row,
    from: instantFromText(row.from),
    until: instantFromText(row.until),
    expiresAt: instantFromText(row.expiresAt),
  };
}
