import { m } from '@guanyi/messages';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';

/** Words that have rested this long are sent to the server. */
const settleMs = 200;

/** Goes to pages, finds instruments and bookings, and acts, all from one field. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [words, setWords] = useState('');
  const [settled, setSettled] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words.trim()), settleMs);
    return () => clearTimeout(timer);
  }, [words]);
  const { entries, isSearching } = usePaletteEntries(words.trim(), settled);
  const index = Math.min(at, entries.length - 1);
  const optionId = (entry: PaletteEntry) => `${id}-${entry.key}`;
  const chosen = entries[index];
  useEffect(() => {
    if (chosen) document.getElementById(`${id}-${chosen.key}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);
  const run = (entry: PaletteEntry) => {
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (target !== undefined && entries.length > 0) {
      event.preventDefault();
      setAt((target + entries.length) % entries.length);
    } else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      run(chosen);
    }
  };
  return (
    <Dialog title={m.desk_palette_open()} onClose={onClose}>
      <input
        ref={input}
        className="inp"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? optionId(chosen) : undefined}
        aria-label={m.desk_palette_open()}
        placeholder={m.desk_palette_hint()}
        autoComplete="off"
        maxLength={100}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={m.desk_palette_results()}
        aria-busy={isSearching}
        className="palette"
      >
        {entries.map((entry, place) => (
          <PaletteOption
            key={entry.key}
            id={optionId(entry)}
            entry={entry}
            heading={entries[place - 1]?.group === entry.group ? undefined : entry.group}
            isChosen={place === index}
            onRun={() => run(entry)}
          />
        ))}
      </div>
      {entries.length === 0 && (
        <p className="m s" role="status">
          {isSearching ? m.ui_loading() : m.desk_palette_nothing({ words })}
        </p>
      )}
    </Dialog>
  );
}

interface PaletteOptionProps {
  id: string;
  entry: PaletteEntry;
  heading: string | undefined;
  isChosen: boolean;
  onRun: () => void;
}

function PaletteOption({ id, entry, heading, isChosen, onRun }: PaletteOptionProps) {
  return (
    <>
      {heading && (
        <div className="palette-group" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the options of a combobox are never focused. */}
      <div id={id} role="option" aria-selected={isChosen} className="palette-option" onClick={onRun}>
        <Icon name={entry.icon} />
        <span>{entry.title}</span>
        {entry.detail && <span className="m s">{entry.detail}</span>}
      </div>
    </>
  );
}
