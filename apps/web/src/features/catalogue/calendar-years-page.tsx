import { m } from '@guanyi/messages';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../app/client.ts';
import { now } from '../../app/clock.ts';
import { ListState } from '../../app/list-state.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { keyOf, read } from '../../app/query.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { ViewLink } from '../../app/view-link.tsx';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { CheckboxField, TextField } from '../../ui/field.tsx';
import { defaultZone } from '../../ui/format.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Views } from '../../ui/tabs.tsx';
import { Note, Tag } from '../../ui/tag.tsx';
import { showToast } from '../../ui/toast.tsx';
import { dayOf } from '../../ui/zone.ts';
import { CalendarDayRows } from './calendar-day-rows.tsx';
import { type CalendarYear, emptyDay, type FormDay, formDays, sentDays } from './calendar-year-form.ts';
import { SaveBar } from './save-bar.tsx';
import './desk-catalogue.css';

/** Public holidays and make-up days year by year; the platform enters the yearly notice here. */
export function CalendarYearsPage() {
  usePageTitle(m.workdays_title());
  const search = useSearch({ from: '/desk/calendar' });
  const years = useQuery(read('listCalendarYears', { query: { limit: 100 } }));
  const items = years.data?.items ?? [];
  const wanted = search.year ?? Number(dayOf(now(), defaultZone).slice(0, 4));
  const shown = items.find(({ year }) => year === wanted) ?? items[0];
  return (
    <DeskColumns>
      <Work
        title={m.workdays_title()}
        summary={m.workdays_summary()}
        views={
          <Views label={m.workdays_years()}>
            {items.map(({ year }) => (
              <ViewLink key={year} to="/desk/calendar" search={{ year }} isCurrent={year === shown?.year}>
                {String(year)}
              </ViewLink>
            ))}
          </Views>
        }
      >
        <ListState
          isPending={years.isPending}
          error={years.data ? null : years.error}
          onRetry={() => void years.refetch()}
          isEmpty={items.length === 0}
          empty={<EmptyState icon="calendar" title={m.workdays_none()} />}
        />
        {shown && <YearForm key={`${shown.year} ${years.dataUpdatedAt}`} stored={shown} />}
      </Work>
    </DeskColumns>
  );
}

/** What the form holds, whether it differs from what is stored, and the way to store it. */
function useYearForm(stored: CalendarYear) {
  const queryClient = useQueryClient();
  const [days, setDays] = useState<FormDay[]>(() => formDays(stored));
  const [source, setSource] = useState(stored.source ?? '');
  const [isPublished, setPublished] = useState(stored.isPublished);
  const renew = () => queryClient.invalidateQueries({ queryKey: keyOf('listCalendarYears') });
  const save = useMutation({
    mutationFn: () =>
      call('putCalendarYear', {
        params: { year: String(stored.year) },
        body: { isPublished, days: sentDays(days), ...(source.trim() && { source: source.trim() }) },
      }),
    onSuccess: async () => {
      showToast({ tone: 'ok', text: m.desk_saved() });
      await renew();
    },
  });
  const before = { isPublished: stored.isPublished, source: stored.source ?? '', days: stored.days };
  const isChanged = JSON.stringify({ isPublished, source, days: sentDays(days) }) !== JSON.stringify(before);
  const reset = () => {
    setDays(formDays(stored));
    setSource(stored.source ?? '');
    setPublished(stored.isPublished);
    save.reset();
  };
  return { days, setDays, source, setSource, isPublished, setPublished, save, renew, isChanged, reset };
}

function YearForm({ stored }: { stored: CalendarYear }) {
  const canEdit = hasRole(useSession(), 'platformAdmin');
  const { days, setDays, source, setSource, isPublished, setPublished, save, ...form } = useYearForm(stored);
  return (
    <form
      className="form-stack calendar-year"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="bar">
        <Tag tone={isPublished ? 'ok' : 'hm'} icon={isPublished ? 'check' : 'warn'}>
          {isPublished ? m.workdays_published() : m.workdays_provisional()}
        </Tag>
        <span className="m s">{m.workdays_counts(countsOf(days))}</span>
      </div>
      {!isPublished && <Note tone="hm">{m.workdays_provisional_hint()}</Note>}
      <fieldset disabled={!canEdit} className="form-stack">
        <legend className="vh">{m.workdays_year({ year: stored.year })}</legend>
        <TextField
          label={m.workdays_source()}
          maxLength={200}
          value={source}
          onChange={(event) => setSource(event.target.value)}
        />
        <CheckboxField
          label={m.workdays_is_published()}
          checked={isPublished}
          onChange={(event) => setPublished(event.target.checked)}
        />
        <CalendarDayRows year={stored.year} days={days} error={save.error} canEdit={canEdit} onChange={setDays} />
        {canEdit && (
          <div className="bar">
            <Button size="small" icon="plus" onClick={() => setDays([...days, emptyDay(stored.year, days)])}>
              {m.workdays_add()}
            </Button>
          </div>
        )}
      </fieldset>
      {canEdit && (
        <SaveBar
          isBusy={save.isPending}
          isChanged={form.isChanged}
          error={save.error}
          shown={days.map((_, index) => `/days/${index}/day`)}
          onReload={() => void form.renew()}
          onKeep={() => save.mutate()}
          onReset={form.reset}
        />
      )}
    </form>
  );
}

function countsOf(days: readonly FormDay[]): { off: number; worked: number } {
  const off = days.filter(({ isOffDay }) => isOffDay).length;
  return { off, worked: days.length - off };
}
