import { createInstrument as create } from '@guanyi/commands/catalogue/create-instrument';
import { putBookingRules as setRules } from '@guanyi/commands/catalogue/put-booking-rules';
import { putOffering as offer, withdrawOffering as withdraw } from '@guanyi/commands/catalogue/put-offering';
import { retireInstrument as retire } from '@guanyi/commands/catalogue/retire-instrument';
import { updateInstrument as change } from '@guanyi/commands/catalogue/update-instrument';
import {
  createInstrument,
  putBookingRules,
  putOffering,
  retireInstrument,
  updateInstrument,
  withdrawOffering,
} from '@guanyi/contracts/catalogue/endpoints';
import type { instrumentChange } from '@guanyi/contracts/catalogue/schemas';
import type { Connection } from '@guanyi/db/client';
import type { InstrumentFields } from '@guanyi/domain/catalogue/instrument';
import type { Actor } from '@guanyi/domain/identity/reach';
import type { z } from 'zod';
import type { Api } from '../../api.ts';
import { register } from '../../register.ts';
import { presentOffering, presentRules } from './present-instrument.ts';
import { readInstrument } from './read-instrument.ts';

export function editingRoutes(api: Api): void {
  register(api, createInstrument, async ({ body, actor, now, write }) => {
    const { labId, ...facts } = body;
    const input = { ...noFacts, ...fieldsOf(facts), labId } as InstrumentFields & { labId: string };
    return write(create, input, async (tx, { id }) => ({
      status: 201,
      body: await written(tx, id, actor, now),
      headers: { location: `/api/v1/instruments/${id}` },
    }));
  });

  register(api, updateInstrument, async ({ params, body, ifMatch, actor, now, write }) =>
    write(change, { ...params, changes: fieldsOf(body), ifMatch }, async (tx, { id }) => ({
      status: 200,
      body: await written(tx, id, actor, now),
    })),
  );

  register(api, retireInstrument, async ({ params, body, ifMatch, actor, now, write }) =>
    write(retire, { ...params, ...body, ifMatch }, async (tx, { id }) => ({
      status: 200,
      body: await written(tx, id, actor, now),
    })),
  );

  register(api, putOffering, async ({ params, body, ifMatch, write }) => {
    const terms = { ...params, ...body, forms: body.forms ?? [], depositFen: body.depositFen ?? null, ifMatch };
    return write(offer, terms, (_tx, offering) => ({ status: 200, body: presentOffering(offering) }));
  });

  register(api, withdrawOffering, async ({ params, ifMatch, write }) =>
    write(withdraw, { ...params, ifMatch }, () => ({ status: 204 })),
  );

  register(api, putBookingRules, async ({ params, query, body, ifMatch, write }) =>
    write(setRules, { ...params, ...query, rules: body, ifMatch }, (_tx, { rules, openedConflicts }) => ({
      status: 200,
      body: { ...presentRules(rules), openedConflicts },
    })),
  );
}

const noFacts = {
  nameEn: null,
  customsSupervisedUntil: null,
  location: null,
  descriptionZh: null,
  descriptionEn: null,
  zone: null,
};

/** The body's fields by the names of the catalogue; a field that the body leaves out is left out here too. */
function fieldsOf(body: z.output<typeof instrumentChange>): Partial<InstrumentFields> {
  const { name, description, ...plain } = body;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(body.location === undefined ? {} : { location: body.location || null }),
    ...(name === undefined ? {} : { nameZh: name.zh, nameEn: name.en ?? null }),
    ...(description === undefined
      ? {}
      : { descriptionZh: description?.zh || null, descriptionEn: description?.en || null }),
  };
}

async function written(tx: Connection, instrumentId: string, actor: Actor | null, now: number) {
  const instrument = await readInstrument(tx, instrumentId, actor, now);
  if (!instrument) throw new Error(`Instrument ${instrumentId} is gone within the transaction that changed it.`);
  return instrument;
}
