import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { toastFailure } from '../../app/act.ts';
import { type CallInput, call } from '../../app/client.ts';

/** Takes pictures with the camera of a phone or from the disk; each is uploaded at once. */
export function PhotoPicker({
  photoIds,
  onChange,
}: {
  photoIds: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const id = useId();
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const ids: string[] = [];
      for (const file of files) {
        const body = new FormData();
        body.append('file', file);
        ids.push((await call('uploadFile', { body } as CallInput<'uploadFile'>)).id);
      }
      return ids;
    },
    onSuccess: (ids) => onChange([...photoIds, ...ids]),
    onError: toastFailure,
  });
  return (
    <div className="field">
      <label htmlFor={id}>{m.lending_photos({ n: photoIds.length })}</label>
      <input
        id={id}
        type="file"
        accept="image/*"
        capture="environment"
        multiple
        disabled={upload.isPending}
        onChange={(event) => upload.mutate([...(event.target.files ?? [])])}
      />
    </div>
  );
}
