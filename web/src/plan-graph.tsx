import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunState } from '../../src/client/index.js';
import { layoutPlan, stateLine } from '../../src/cli/report/plan-layout.js';
import { STEP_LOOK } from '../../src/cli/report/status.js';

interface Props {
  readonly state: RunState;
  readonly selected: string | undefined;
  readonly onSelect: (step: string) => void;
}

/** The plan as a live drawing. Each step is a button that tells its tool, status and attempts. */
export function PlanGraph({ state, selected, onSelect }: Props): JSX.Element {
  // Placed anew only when the plan changes: statuses change often.
  const layout = useMemo(() => layoutPlan(state), [state.plan, state.steps.size]);
  const { width, height } = layout;
  return (
    <div class="graph-scroll" tabIndex={0} role="region" aria-label="Plan as a graph">
      <svg class="graph" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`${state.steps.size} steps`}>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" /></marker></defs>
        {layout.edges.map((path, index) => <path key={index} class="edge" marker-end="url(#tip)" d={path} />)}
        {layout.givens.map(({ name, x, y, width: wide, height: high }) => (
          <g key={name} class="node given"><rect x={x - wide / 2} y={y - high / 2} width={wide} height={high} rx={high / 2} /><text x={x} y={y + 4}>{name}</text></g>
        ))}
        {layout.steps.map(({ id, x, y, width: wide, height: high }) => {
          const step = state.steps.get(id);
          if (!step) return null;
          const look = STEP_LOOK[step.status];
          const running = step.status === 'running';
          const status = `${look.sign} ${running && !step.items ? 'under way' : stateLine(step, state)}`;
          const top = y - high / 2;
          const choose = (): void => { onSelect(id); };
          return (
            <g
              key={id} class={`node ${look.tone} ${step.status}`} role="button" tabindex={0} aria-pressed={selected === id}
              onClick={choose} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(); } }}
            >
              <rect x={x - wide / 2} y={top} width={wide} height={high} rx={10} />
              <text class="name" x={x} y={top + 19}>{id} </text>
              <text x={x} y={top + 36}>{step.step.tool} </text>
              <text class="state" x={x} y={top + 53}>{status}</text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
