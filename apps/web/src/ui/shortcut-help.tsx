import { m } from '@guanyi/messages';
import { Dialog } from './dialog.tsx';
import { CheckboxField } from './field.tsx';
import { setShortcutsOn, useShortcutsOn } from './shortcuts.ts';
import { Kbd } from './tag.tsx';

/** One line of the key hints: the keys and what they do. */
export type KeyHint = readonly [keys: readonly string[], does: string];

/** Key hints at the foot of a page, as children of `Work`'s `keys`. */
export function KeyHints({ hints }: { hints: readonly KeyHint[] }) {
  const isOn = useShortcutsOn();
  if (!isOn) return null;
  return hints.map(([keys, does]) => (
    <li key={does}>
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {does}
    </li>
  ));
}

/** All keys of a page, and the switch that turns them off. */
export function ShortcutHelp({ hints, onClose }: { hints: readonly KeyHint[]; onClose: () => void }) {
  const isOn = useShortcutsOn();
  return (
    <Dialog title={m.desk_keys_title()} onClose={onClose}>
      <dl className="key-list">
        {[...hints, [['Ctrl', 'K'], m.desk_palette_open()] as const].map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <CheckboxField
        label={m.desk_keys_on()}
        hint={m.desk_keys_on_hint()}
        checked={isOn}
        onChange={(event) => setShortcutsOn(event.target.checked)}
      />
    </Dialog>
  );
}
