import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Panel, Work } from '../../ui/desk.tsx';
import { defaultZone } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import { showToast } from '../../ui/toast.tsx';
import { roomForPanel, useMedia } from '../../ui/use-media.ts';
import { dayOf } from '../../ui/zone.ts';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { ChainCaseFields } from './chain-case-fields.tsx';
import { ChainDiagram } from './chain-diagram.tsx';
import { bodyOf, type ChainDraft, type ChainPolicy, draftOf, faultsOf, stepsOf } from './chain-form.ts';
import { ChainStepCards } from './chain-step-cards.tsx';
import { bandText, chainModeName, scopeName } from './chain-words.ts';
import { type Places, usePlaces } from './use-chains.ts';
import './chains.css';

/** Writes the chain of a kind of case from a day on, with its picture beside it. */
export function ChainEditorPage() {
  usePageTitle(m.chains_add());
  const { from } = useSearch({ from: '/desk/chains/new' });
  const list = usePages('listApprovalPolicies', { query: { limit: 100 } }, { enabled: from !== undefined });
  const policy = list.items.find(({ id }) => id === from);
  if (from !== undefined && list.isPending) return <Skeleton rows={8} height={36} />;
  return <ChainEditor key={policy?.id} policy={policy} />;
}

function ChainEditor({ policy }: { policy: ChainPolicy | undefined }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const places = usePlaces();
  const hasRoom = useMedia(roomForPanel);
  const [draft, setDraft] = useState<ChainDraft>(() => draftOf(policy, dayOf(now(), defaultZone)));
  const [isTried, setTried] = useState(false);
  const faults = faultsOf(draft);
  const isComplete = Object.keys(faults).length === 0;
  const save = useMutation({
    mutationFn: () => call('putApprovalPolicy', { body: bodyOf(draft) }),
    onSuccess: ({ id }) => {
      showToast({ tone: 'ok', text: m.chains_saved() });
      void navigate({ to: '/desk/chains', search: { view: 'all', policy: id } });
    },
    onSettled: () =>
      Promise.all(
        (['listApprovalPolicies', 'chooseApprovalChain'] as const).map((id) =>
          queryClient.invalidateQueries({ queryKey: keyOf(id) }),
        ),
      ),
  });
  const change = (part: Partial<ChainDraft>) => setDraft({ ...draft, ...part });
  const picture = <Picture draft={draft} places={places} />;
  return (
    <DeskColumns panel={hasRoom && <Panel label={m.chains_picture()}>{picture}</Panel>}>
      <Work title={m.chains_add()} summary={policy && m.chains_succeeds({ band: bandText(policy) })}>
        <form
          className="chain-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (isComplete && !save.isPending) save.mutate();
          }}
        >
          <ChainCaseFields draft={draft} faults={isTried ? faults : {}} places={places} onChange={change} />
          <ChainStepCards
            steps={draft.steps}
            faulty={(isTried && faults.steps) || []}
            onChange={(steps) => change({ steps })}
          />
          {!hasRoom && picture}
          {save.isError && <FailureNote error={save.error} />}
          <div className="chain-foot">
            <Button look="main" type="submit" busy={save.isPending}>
              {m.chains_save()}
            </Button>
            <span className="s m">{m.chains_save_hint()}</span>
          </div>
        </form>
      </Work>
    </DeskColumns>
  );
}

/** The draft as the chain that it will be. */
function Picture({ draft, places }: { draft: ChainDraft; places: Places }) {
  const body = Object.keys(faultsOf(draft)).length === 0 ? bodyOf(draft) : undefined;
  return (
    <div>
      <h2>{m.chains_picture()}</h2>
      <p className="s m">
        {[scopeName(draft.scope, places.labs), chainModeName(draft.mode), body && bandText(bandOf(body))]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <ChainDiagram steps={stepsOf(draft)} filingWorkingDays={body?.filingWorkingDays ?? null} />
    </div>
  );
}

function bandOf({ valueFromFen, valueUntilFen }: ReturnType<typeof bodyOf>) {
  return { valueFromFen, ...(valueUntilFen != null && { valueUntilFen }) };
}
