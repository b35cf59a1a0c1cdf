import { z } from 'zod';
import { problem, stamps } from '../shapes.ts';

/** Long work that a client follows. What `result` holds depends on `kind`. */
export const operation = z.object({
  ...stamps,
  kind: z.string(),
  status: z.enum(['running', 'succeeded', 'failed']),
  progressPermille: z.int(),
  result: z.record(z.string(), z.unknown()).optional(),
  problem: problem.partial().optional(),
});
