import { tellCalibration as command } from '@guanyi/commands/notifications/tell-upkeep';
import type { Reaction } from '../../reaction.ts';

/** The lab hears in time that a calibration is due, and when it has expired. */
export const tellCalibration: Reaction<'calibration.due'> = { command: (deps) => command(deps.mailDomain) };
