import { call } from '../../app/client.ts';
import { FactsFields, factPointers } from './facts-fields.tsx';
import { changeOf, factsOf } from './facts-form.ts';
import type { Instrument } from './instrument-rights.ts';
import { SaveBar } from './save-bar.tsx';
import { useEditorForm } from './use-editor-form.ts';

/** The facts of an instrument; only what was changed is sent. */
export function FactsTab({ instrument }: { instrument: Instrument }) {
  const editor = useEditorForm({
    instrument,
    formOf: factsOf,
    save: (onto, before, after) =>
      call('updateInstrument', {
        params: { instrumentId: onto.id },
        body: changeOf(before, after),
        ifMatch: onto.version,
      }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        editor.submit();
      }}
    >
      <FactsFields
        form={editor.form}
        error={editor.error}
        suggestedClassCode={instrument.suggestedClassCode}
        onChange={editor.change}
      />
      <SaveBar {...editor} shown={factPointers} onReload={editor.reload} onKeep={editor.keep} onReset={editor.reset} />
    </form>
  );
}
