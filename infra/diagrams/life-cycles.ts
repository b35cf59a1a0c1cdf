import { CHAIN_LIFE_CYCLE } from '@guanyi/domain/approvals/chain';
import { USAGE_LIFE_CYCLE } from '@guanyi/domain/billing/usage';
import { EQUITY_LIFE_CYCLE } from '@guanyi/domain/equity/equity-case';
import { DAMAGE_LIFE_CYCLE } from '@guanyi/domain/lending/damage';
import { LIFE_CYCLE } from '@guanyi/domain/scheduling/booking';
import { CONFLICT_LIFE_CYCLE } from '@guanyi/domain/scheduling/conflict';

type Transitions = Readonly<Record<string, { from: readonly string[]; to: string }>>;

interface LifeCycle {
  title: string;
  /** Where the table stands. */
  source: string;
  first: readonly string[];
  transitions: Transitions;
}

/** Every life cycle of the product; a new one gets its diagram by a line here. */
const lifeCycles: readonly LifeCycle[] = [
  {
    title: 'Booking',
    source: 'packages/domain/src/scheduling/booking.ts',
    first: ['pendingApproval', 'confirmed'],
    transitions: LIFE_CYCLE,
  },
  {
    title: 'Conflict',
    source: 'packages/domain/src/scheduling/conflict.ts',
    first: ['open', 'escalated'],
    transitions: CONFLICT_LIFE_CYCLE,
  },
  {
    title: 'Usage record',
    source: 'packages/domain/src/billing/usage.ts',
    first: ['problem', 'recorded'],
    transitions: USAGE_LIFE_CYCLE,
  },
  {
    title: 'Approval chain',
    source: 'packages/domain/src/approvals/chain.ts',
    first: ['open'],
    transitions: CHAIN_LIFE_CYCLE,
  },
  {
    title: 'Equity case',
    source: 'packages/domain/src/equity/equity-case.ts',
    first: ['intent'],
    transitions: EQUITY_LIFE_CYCLE,
  },
  {
    title: 'Claim for damage',
    source: 'packages/domain/src/lending/damage.ts',
    first: ['open', 'proposed'],
    transitions: DAMAGE_LIFE_CYCLE,
  },
];

/** The diagrams as Markdown, made from the tables that the program itself obeys. */
export function lifeCycleDiagrams(): string {
  return lifeCycles.map(diagramOf).join('\n\n');
}

function diagramOf({ title, source, first, transitions }: LifeCycle): string {
  const starts = first.map((status) => `  [*] --> ${status}`);
  const steps = Object.entries(transitions).flatMap(([verb, { from, to }]) =>
    from.map((status) => `  ${status} --> ${to}: ${verb}`),
  );
  const left = new Set(Object.values(transitions).flatMap(({ from }) => from));
  const ends = [...new Set(Object.values(transitions).map(({ to }) => to))].filter((status) => !left.has(status));
  const lines = [...starts, ...steps, ...ends.map((status) => `  ${status} --> [*]`)];
  return [`**${title}** (\`${source}\`)`, '', '```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}

const begin = '<!-- life cycles: made by infra/diagrams/write.ts -->';
const end = '<!-- end of life cycles -->';

/** A document with its diagrams renewed. @throws Error when it has no place for them. */
export function withDiagrams(document: string): string {
  const [from, until] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || until < from) throw new Error('The document has no place for life cycles.');
  return `${document.slice(0, from)}${begin}\n\n${lifeCycleDiagrams()}\n\n${document.slice(until)}`;
}
