import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { dayWithWeekday, defaultZone } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { dayOf } from '../../ui/zone.ts';
import { CodesDialog, RemoveFactorDialog, SetUpFactorDialog } from './second-factor-dialogs.tsx';

type Open = 'setUp' | 'codes' | 'remove';

/** Whether a code is asked for beside the password, and the ways to change that. */
export function SecondFactorSection() {
  const { data } = useQuery(read('getSecondFactor', {}));
  const [open, setOpen] = useState<Open>();
  if (!data) return null;
  const isOn = data.status === 'on';
  const close = () => setOpen(undefined);
  return (
    <section className="card">
      <h2>{m.factor_title()}</h2>
      <p className="m s">{m.factor_hint()}</p>
      {isOn && (
        <p className="bar">
          <Tag tone="ok" icon="check">
            {m.factor_on()}
          </Tag>
          {data.confirmedAt && (
            <span className="m s">
              {m.factor_since({ day: dayWithWeekday(dayOf(Date.parse(data.confirmedAt), defaultZone)) })}
            </span>
          )}
          <span className="m s">{m.factor_codes_left({ n: data.recoveryCodesLeft })}</span>
        </p>
      )}
      <div className="bar">
        {isOn ? (
          <>
            <Button size="small" onClick={() => setOpen('codes')}>
              {m.factor_new_codes()}
            </Button>
            <Button size="small" onClick={() => setOpen('remove')}>
              {m.factor_remove()}
            </Button>
          </>
        ) : (
          <Button size="small" icon="shield" onClick={() => setOpen('setUp')}>
            {m.factor_set_up()}
          </Button>
        )}
      </div>
      {open === 'setUp' && <SetUpFactorDialog onClose={close} />}
      {open === 'codes' && <CodesDialog onClose={close} />}
      {open === 'remove' && <RemoveFactorDialog onClose={close} />}
    </section>
  );
}
