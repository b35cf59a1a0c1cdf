import { m } from '@guanyi/messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { type CallInput, call } from '../../app/client.ts';
import { fetchFile } from '../../app/download.ts';
import { Icon } from '../../ui/icon.tsx';
import './handing.css';

/** Takes pictures with the camera of a phone or from the disk; each is uploaded at once and shown. */
export function PhotoPicker({
  photoIds,
  onChange,
}: {
  photoIds: readonly string[];
  onChange: (ids: readonly string[]) => void;
}) {
  const id = useId();
  const [own, setOwn] = useState<ReadonlyMap<string, string>>(new Map());
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const sent: [string, string][] = [];
      for (const file of files) {
        const body = new FormData();
        body.append('file', file);
        const stored = await call('uploadFile', { body } as CallInput<'uploadFile'>);
        sent.push([stored.id, URL.createObjectURL(file)]);
      }
      return sent;
    },
    onSuccess: (sent) => {
      setOwn(new Map([...own, ...sent]));
      onChange([...photoIds, ...sent.map(([fileId]) => fileId)]);
    },
    onError: toastFailure,
  });
  return (
    <ul className="photos">
      {photoIds.map((photoId, i) => (
        <li key={photoId}>
          {own.has(photoId) ? (
            <img src={own.get(photoId)} alt={m.handing_photo_n({ n: i + 1 })} />
          ) : (
            <StoredPhoto photoId={photoId} n={i + 1} />
          )}
          <button
            type="button"
            className="x"
            aria-label={m.handing_photo_remove({ n: i + 1 })}
            onClick={() => onChange(photoIds.filter((other) => other !== photoId))}
          >
            <Icon name="x" />
          </button>
        </li>
      ))}
      <li>
        <label htmlFor={id} className="photo-add" aria-busy={upload.isPending}>
          <Icon name="camera" />
          <span>{upload.isPending ? m.handing_photo_sending() : m.handing_photo_add()}</span>
        </label>
        <input
          id={id}
          className="vh"
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          disabled={upload.isPending}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) upload.mutate(files);
          }}
        />
      </li>
    </ul>
  );
}

/** One picture of a report, read with the reader's own rights. */
function StoredPhoto({ photoId, n }: { photoId: string; n: number }) {
  const photo = useQuery({
    queryKey: ['photo', photoId],
    queryFn: () => fetchFile('getFile', { params: { fileId: photoId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [url, setUrl] = useState<string>();
  const { data } = photo;
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (photo.isError) return <span className="photo-missing">{m.handing_photo_missing()}</span>;
  return url ? <img src={url} alt={m.handing_photo_n({ n })} /> : <span className="photo-missing" aria-busy="true" />;
}

export function PhotoStrip({ photoIds }: { photoIds: readonly string[] }) {
  if (photoIds.length === 0) return null;
  return (
    <ul className="photos">
      {photoIds.map((photoId, i) => (
        <li key={photoId}>
          <StoredPhoto photoId={photoId} n={i + 1} />
        </li>
      ))}
    </ul>
  );
}
