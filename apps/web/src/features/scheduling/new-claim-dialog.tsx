import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented, SelectField } from '../../ui/field.tsx';
import { rangeText, yuanText } from '../../ui/format.ts';
import { KeyValues } from '../../ui/table.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type PurposeKind, purposeName, type ServiceWay, serviceWayName } from '../../ui/vocabulary.ts';
import type { Instant } from '../../ui/zone.ts';
import { serviceWays } from '../catalogue/quote-panel.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { useQuote } from '../catalogue/use-quote.ts';
import { CustomerField } from '../limits/customer-field.tsx';
import { InstrumentField, OutageDialog } from './outage-dialog.tsx';
import { RefusalReasons } from './refusal-reasons.tsx';
import { TimeFields, wallTimeOf, windowOf } from './time-fields.tsx';

/** What is to be put on the board, and where it was drawn. */
export interface NewClaim {
  instrumentId?: string | undefined;
  from: Instant;
  until: Instant;
}

interface NewClaimDialogProps {
  labId: string;
  claim: NewClaim;
  zone: string;
  onClose: () => void;
}

type What = 'booking' | 'outage';

/** Something new on the board: time out of service, or a booking for a customer. Drawing on a row only fills in its time. */
export function NewClaimDialog({ labId, claim, zone, onClose }: NewClaimDialogProps) {
  const [what, setWhat] = useState<What>('booking');
  const head = (
    <Segmented<What>
      label={m.board_new_what()}
      className="small"
      value={what}
      options={[
        { value: 'booking', label: m.board_new_booking() },
        { value: 'outage', label: m.board_new_outage() },
      ]}
      onChange={setWhat}
    />
  );
  const shared = { labId, zone, head, onClose, instrumentId: claim.instrumentId };
  return what === 'outage' ? (
    <OutageDialog {...shared} window={claim} />
  ) : (
    <BookForCustomer {...shared} claim={claim} />
  );
}

const purposes: readonly PurposeKind[] = ['research', 'development', 'teaching', 'production', 'other'];

interface BookForCustomerProps extends NewClaimDialogProps {
  instrumentId: string | undefined;
  head: ReactNode;
}

/** A booking by the lab in the name of a customer, with its price and what speaks against it before it is made. */
function BookForCustomer({ labId, instrumentId: drawnOn, claim, zone, head, onClose }: BookForCustomerProps) {
  const formId = useId();
  const [instrumentId, setInstrumentId] = useState(drawnOn ?? '');
  const [customerId, setCustomerId] = useState('');
  const [purpose, setPurpose] = useState<PurposeKind>('other');
  const [way, setWay] = useState<ServiceWay>('commissioned');
  const [time, setTime] = useState(() => wallTimeOf(claim, zone));
  const wanted = windowOf(time, zone);
  const isWhole = wanted !== undefined && instrumentId !== '' && customerId !== '';
  const quote = useQuote(instrumentId, isWhole ? wanted : undefined, way, customerId);
  const book = useBookFor(zone, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWhole) book.mutate({ instrumentId, customerId, purpose, way, window: wanted });
  };
  return (
    <Dialog
      title={m.board_new()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={book.isPending}>
            {m.board_new_book()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      {head}
      <form id={formId} className="form-stack" onSubmit={submit}>
        {!drawnOn && <InstrumentField labId={labId} value={instrumentId} onChange={setInstrumentId} />}
        <CustomerField label={m.board_new_customer()} value={customerId} onChange={setCustomerId} />
        <TimeFields value={time} onChange={setTime} />
        <div className="field-pair">
          <SelectField
            label={m.storefront_purpose_kind()}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as PurposeKind)}
          >
            {purposes.map((kind) => (
              <option key={kind} value={kind}>
                {purposeName(kind)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={m.storefront_service_way()}
            value={way}
            onChange={(event) => setWay(event.target.value as ServiceWay)}
          >
            {serviceWays.map((one) => (
              <option key={one} value={one}>
                {serviceWayName(one)}
              </option>
            ))}
          </SelectField>
        </div>
      </form>
      {isWhole && quote.data && (
        <>
          <RefusalReasons refusals={quote.data.refusals} zone={zone} />
          <KeyValues className="money" items={[[m.storefront_total(), `¥${yuanText(quote.data.totalFen)}`]]} />
        </>
      )}
      {book.isError && <FailureNote error={book.error} />}
    </Dialog>
  );
}

interface BookFor {
  instrumentId: string;
  customerId: string;
  purpose: PurposeKind;
  way: ServiceWay;
  window: { from: Instant; until: Instant };
}

function useBookFor(zone: string, onDone: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ instrumentId, customerId, purpose, way, window }: BookFor) =>
      call('createBooking', {
        body: {
          instrumentId,
          from: new Date(window.from).toISOString(),
          until: new Date(window.until).toISOString(),
          purpose: { kind: purpose, text: '' },
          serviceWay: way,
          onBehalfOf: customerId,
        },
      }),
    onSuccess: (booking, { window }) => {
      const when = rangeText(window.from, window.until, zone);
      showToast({ tone: 'ok', text: m.board_new_done({ number: booking.number, when }) });
      onDone();
    },
    onSettled: () => {
      for (const id of ['getBoard', 'listBookings', 'getAvailability'] as const)
        void queryClient.invalidateQueries({ queryKey: keyOf(id) });
    },
  });
}
