import { findPerson, listPeopleOfLab } from '@guanyi/db/notifications/queries';
import { type BreakdownView, findBreakdown } from '@guanyi/db/scheduling/breakdowns';
import { type CalibrationView, listCalibrations } from '@guanyi/db/scheduling/calibrations';
import type { Name } from '@guanyi/domain/notifications/notice';
import type { BreakdownFacts, CalibrationFacts } from '@guanyi/domain/notifications/upkeep-notices';
import { done } from '../context.ts';
import type { EventCommand } from '../outbox/handle-once.ts';
import { tell } from './tell.ts';

export type BreakdownEventName = 'breakdown.reported' | 'breakdown.decided';

/** Tells the keepers of a report, and who reported what became of it. */
export function tellBreakdown(mailDomain: string): EventCommand<BreakdownEventName> {
  return async (tx, context, event) => {
    const { labId, breakdownReportId: id } = event.payload;
    const report = await findBreakdown(tx, { labId, id });
    if (!report) return done(undefined);
    const common = { eventId: event.id, mailDomain, at: context.now };
    const facts = breakdownFacts(report);
    if (event.name === 'breakdown.reported') {
      const people = await listPeopleOfLab(tx, labId, ['labManager', 'keeper']);
      await tell(tx, { ...common, notice: { kind: 'breakdownReported', facts }, people });
      return done(undefined);
    }
    const reporter = await findPerson(tx, report.userId);
    const kind = report.status === 'confirmed' ? ('breakdownConfirmed' as const) : ('breakdownDismissed' as const);
    if (reporter) await tell(tx, { ...common, notice: { kind, facts }, people: [reporter] });
    return done(undefined);
  };
}

/** Tells the lab that a calibration comes to its end, or has come to it. One that is off the record by now concerns nobody. */
export function tellCalibration(mailDomain: string): EventCommand<'calibration.due'> {
  return async (tx, context, event) => {
    const { labId, calibrationId: id, hasExpired } = event.payload;
    const [calibration] = await listCalibrations(tx, context.reach, { id, limit: 1 });
    if (!calibration) return done(undefined);
    const people = await listPeopleOfLab(tx, labId, ['labManager', 'keeper']);
    const kind = hasExpired ? ('calibrationExpired' as const) : ('calibrationDue' as const);
    const notice = { kind, facts: calibrationFacts(calibration) };
    await tell(tx, { eventId: event.id, mailDomain, at: context.now, notice, people });
    return done(undefined);
  };
}

function breakdownFacts(report: BreakdownView): BreakdownFacts {
  return {
    breakdownReportId: report.id,
    instrument: nameOf(report.instrument),
    lab: nameOf(report.lab),
    person: report.displayName,
    description: report.description,
    reportedAt: report.createdAt,
    zone: report.instrument.zone,
    ...(report.answer ? { answer: report.answer } : {}),
  };
}

function calibrationFacts(calibration: CalibrationView): CalibrationFacts {
  const { id: calibrationId, validUntil, certificate } = calibration;
  const { instrument, lab } = calibration;
  return { calibrationId, instrument: nameOf(instrument), lab: nameOf(lab), validUntil, certificate };
}

function nameOf({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }): Name {
  return nameEn ? { zh: nameZh, en: nameEn } : { zh: nameZh };
}
