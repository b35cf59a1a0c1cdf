import { m } from '@guanyi/messages';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { type PaletteEntry, usePaletteEntries } from './palette-entries.ts';

/** How long words rest before they are sent. */
const settleMs = 200;

/** Goes to pages, finds instruments and bookings, and acts, all from one field. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const { entries, isSearching } = usePaletteEntries(words.trim(), useSettled(words.trim()));
  const index = Math.min(at, entries.length - 1);
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
        aria-activedescendant={chosen ? `${id}-${chosen.key}` : undefined}
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
      <PaletteList id={id} entries={entries} chosen={index} isSearching={isSearching} onRun={run} />
      {entries.length === 0 && (
        <p className="m s" role="status">
          {isSearching ? m.ui_loading() : m.desk_palette_nothing({ words })}
        </p>
      )}
    </Dialog>
  );
}

/** Words that have rested for a moment: each of them is a question to the server. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), settleMs);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

interface PaletteListProps {
  /** Beginning of the ids by which the field points at the chosen option. */
  id: string;
  entries: readonly PaletteEntry[];
  chosen: number;
  isSearching: boolean;
  onRun: (entry: PaletteEntry) => void;
}

function PaletteList({ id, entries, chosen, isSearching, onRun }: PaletteListProps) {
  return (
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
          id={`${id}-${entry.key}`}
          entry={entry}
          heading={entries[place - 1]?.group === entry.group ? undefined : entry.group}
          isChosen={place === chosen}
          onRun={() => onRun(entry)}
        />
      ))}
    </div>
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
