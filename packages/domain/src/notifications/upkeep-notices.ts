import type { Name } from './name.ts';

/** What people are told about keeping instruments fit. */
export interface UpkeepNotices {
  /** To the lab: somebody says that an instrument is broken. */
  breakdownReported: BreakdownFacts;
  /** To who reported it. */
  breakdownConfirmed: BreakdownFacts;
  breakdownDismissed: BreakdownFacts;
  /** To the lab: a calibration comes to its end, or has come to it. */
  calibrationDue: CalibrationFacts;
  calibrationExpired: CalibrationFacts;
}

export interface BreakdownFacts {
  readonly breakdownReportId: string;
  readonly instrument: Name;
  readonly lab: Name;
  /** Who reported it. */
  readonly person: string;
  readonly description: string;
  readonly reportedAt: number;
  readonly zone: string;
  readonly answer?: string;
}

export interface CalibrationFacts {
  readonly calibrationId: string;
  readonly instrument: Name;
  readonly lab: Name;
  /** Local day of the instrument, `YYYY-MM-DD`, inclusive. */
  readonly validUntil: string;
  readonly certificate: string;
}
