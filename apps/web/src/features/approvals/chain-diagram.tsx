import { m } from '@guanyi/messages';
import { Fragment } from 'react';
import { dayTime } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { type ChainStep, stagesOf } from './chain-form.ts';
import { askedNames, slaText, timeoutText } from './chain-words.ts';
import './chains.css';

interface ChainDiagramProps {
  steps: readonly (ChainStep & { deadline?: string })[];
  /** In whose days the deadlines are shown. */
  zone?: string | undefined;
  /** What comes after the last approval. */
  filingWorkingDays?: number | null | undefined;
}

/** A chain as a picture: one stage after the other, steps that are asked together side by side. */
export function ChainDiagram({ steps, zone, filingWorkingDays }: ChainDiagramProps) {
  const stages = stagesOf(steps);
  return (
    <ol className="chain-flow">
      <li className="chain-end">{m.chains_asked()}</li>
      {stages.map((stage, i) => (
        <li key={stages.slice(0, i + 1).flat().length}>
          {stage.length > 1 && <p className="chain-all">{m.chains_all_of({ n: stage.length })}</p>}
          <div className="chain-stage">
            {stage.map((step, j) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: steps of one stage have no name but their place.
              <Fragment key={j}>
                <div className="chain-step">
                  <b>{askedNames(step)}</b>
                  {(step.orRoles?.length ?? 0) > 0 && <span className="tag">{m.chains_any_of()}</span>}
                  <span className="m">
                    {step.deadline && zone
                      ? m.chains_by({ when: dayTime(Date.parse(step.deadline), zone) })
                      : m.chains_within({ time: slaText(step) })}
                  </span>
                  <span className="m xs">{timeoutText(step)}</span>
                </div>
              </Fragment>
            ))}
          </div>
        </li>
      ))}
      <li className="chain-end">
        <Icon name="check" />
        {filingWorkingDays == null ? m.chains_approved() : m.chains_approved_filing({ n: filingWorkingDays })}
      </li>
    </ol>
  );
}
