import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Plan } from '../../src/client/index.js';

interface Props {
  readonly plan: Plan;
  readonly action: string;
  /** The plan waits for it: nothing else on the card is as near at hand. */
  readonly primary?: boolean;
  /** `undefined` where the plan was left as it is. */
  readonly onRun: (edited: unknown) => Promise<unknown>;
}

/** A button that runs a plan, and its JSON to change before. The server checks what was changed, and names every fault. */
export function PlanEditor({ plan, action, primary = false, onRun }: Props): JSX.Element {
  const original = JSON.stringify(plan, null, 2);
  const [text, setText] = useState(original);
  const [fault, setFault] = useState('');
  const run = (): void => {
    let edited: unknown;
    try {
      edited = text === original ? undefined : JSON.parse(text);
    } catch (error) {
      setFault(`The plan is not JSON: ${error instanceof Error ? error.message : ''}`);
      return;
    }
    setFault('');
    void onRun(edited);
  };
  return (
    <>
      <details>
        <summary>Change the plan</summary>
        <label>Plan as JSON <textarea class="code" rows={16} spellcheck={false} value={text} onInput={(event) => { setText(event.currentTarget.value); }} /></label>
        {fault !== '' && <p class="bad" role="alert">{fault}</p>}
      </details>
      <button type="button" class={primary ? 'primary' : ''} onClick={run}>{action}</button>
    </>
  );
}
