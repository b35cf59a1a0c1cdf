import { m } from '@guanyi/messages';
import { Link } from '@tanstack/react-router';
import { buttonClass, IconButton } from '../../ui/button.tsx';
import { ClassGlyph } from '../../ui/class-glyph.tsx';
import { compareLimit, toggleCompared, useCompared } from './compare.ts';

/** The instruments chosen for comparison, at the lower edge of the search page. */
export function CompareTray() {
  const compared = useCompared();
  if (compared.length === 0) return null;
  return (
    <section className="tray" aria-label={m.storefront_compare()}>
      <div className="wide">
        <b>{m.storefront_compare_count({ n: compared.length, of: compareLimit })}</b>
        <ul>
          {compared.map((instrument) => (
            <li key={instrument.id}>
              <ClassGlyph classCode={instrument.classCode} small />
              <span>
                {instrument.model}
                <br />
                <span className="m">{instrument.city}</span>
              </span>
              <IconButton
                icon="x"
                label={m.storefront_compare_remove({ name: instrument.model })}
                onClick={() => toggleCompared(instrument)}
              />
            </li>
          ))}
          {compared.length < 2 && (
            <li className="nil">
              <span>{m.storefront_compare_more()}</span>
            </li>
          )}
        </ul>
        {compared.length > 1 && (
          <Link to="/compare" search={{ id: compared.map(({ id }) => id) }} className={buttonClass('firm')}>
            {m.storefront_compare_open()}
          </Link>
        )}
      </div>
    </section>
  );
}
