import { m } from '@guanyi/messages';
import { toastFailure } from '../../app/act.ts';
import { download } from '../../app/download.ts';
import { Menu } from '../../ui/menu.tsx';

const formats = [
  ['guanyi.csv', () => m.desk_export_guanyi()],
  ['uniquip.csv', () => m.desk_export_uniquip()],
  ['xlsx', () => m.desk_export_xlsx()],
  ['jsonld', () => m.desk_export_jsonld()],
  ['pidinst.json', () => m.desk_export_pidinst()],
] as const;

/** Saves the register of a lab as a file, in the format of the choice. */
export function ExportMenu({ labId }: { labId: string | undefined }) {
  const save = (format: (typeof formats)[number][0]) =>
    download('exportInstruments', { query: { format, ...(labId && { labId }) } }, format).catch(toastFailure);
  return (
    <Menu button={m.desk_export()} buttonClassName="btn small">
      {formats.map(([format, title]) => (
        <button key={format} type="button" onClick={() => void save(format)}>
          {title()}
        </button>
      ))}
    </Menu>
  );
}
