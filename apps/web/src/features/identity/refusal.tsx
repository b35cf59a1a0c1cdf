import { m } from '@guanyi/messages';
import { ApiProblem, describeFailure } from '../../app/problem.ts';
import { Note } from '../../ui/tag.tsx';

/** Why a form was refused, above its fields. Waiting times are named, so that nobody tries in vain. */
export function Refusal({ error, detail: ownDetail }: { error: unknown; detail?: string | undefined }) {
  const { title, detail = ownDetail, requestId } = describeFailure(error);
  const seconds = error instanceof ApiProblem ? error.retryAfterSeconds : undefined;
  return (
    <div role="alert">
      <Note tone="bad">
        <p>
          <b>{title}</b>
        </p>
        {detail && <p>{detail}</p>}
        {seconds !== undefined && <p>{m.account_try_again_in({ n: Math.ceil(seconds / 60) })}</p>}
        {requestId && <p className="xs m">{m.ui_request_id({ id: requestId })}</p>}
      </Note>
    </div>
  );
}
