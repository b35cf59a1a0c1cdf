import type { Tx } from '@guanyi/db/client';
import type { Person } from '@guanyi/db/notifications/queries';
import { insertTellings } from '@guanyi/db/notifications/store';
import type { Notice } from '@guanyi/domain/notifications/notice';

export interface Telling {
  readonly eventId: string;
  readonly notice: Notice;
  readonly people: readonly Person[];
  /** Who sees it in the application only, so that each side gets one mail. */
  readonly quietly?: readonly Person[];
  readonly mailDomain: string;
  readonly at: number;
  /** One-time token that only the mail may carry. */
  readonly token?: string;
}

/**
 * Tells each person once, in the application and by mail: both rows in the transaction of the caller.
 * Somebody who was told of this event before is left alone.
 */
export async function tell(tx: Tx, telling: Telling): Promise<void> {
  await insertTellings(tx, telling);
}
