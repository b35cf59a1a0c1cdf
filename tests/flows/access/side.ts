import type { Role } from '@guanyi/domain/identity/roles';
import type { Person } from '../../support/factories/world.ts';

export type Player = Person & { token: string };

/** One half of the world: a district with a lab, a customer, an S&T department of the region, and a person in every role. */
export interface Side {
  region: string;
  district: string;
  lab: string;
  instrument: string;
  customer: string;
  people: Record<Role, Player>;
}

/** Makes something to name in a path, by the name of the parameter. */
export type Makers = Record<string, (side: Side, owner: Player) => Promise<string> | string>;

/** What a request says beside its path: a body that would do, naming things of the given side. */
export type Sample = (side: Side, role: Role) => { body?: unknown; headers?: Record<string, string> };
