import type { Command } from 'commander';
import { Criterion, VouchError, type VerdictStatus } from '../../core/index.js';
import { withRuntime, type CommandContext, type GlobalOptions, type Perform } from '../command.js';
import { EXIT } from '../exit-code.js';
import { printable } from '../format.js';

interface VerifyOptions extends GlobalOptions {
  readonly criterion: string;
  readonly json?: boolean;
}

const EXIT_CODES: Readonly<Record<VerdictStatus, number>> = { pass: EXIT.completed, fail: EXIT.failed, inconclusive: EXIT.unproved };

/** `vouch verify`: one oracle on one file. */
export function declareVerify(program: Command, perform: Perform): void {
  program
    .command('verify')
    .description('check one file with one oracle; exit code 0 pass, 1 fail, 3 inconclusive')
    .argument('<file>', 'what to check')
    .requiredOption('-c, --criterion <text>', 'name of the oracle and its parameters, e.g. \'duration {"maxMs": 20000}\'')
    .option('--json', 'print the finding as JSON')
    .addHelpText('after', '\nExamples:\n  vouch verify speech.wav --criterion not_silent\n  vouch verify note.txt -c \'text_language {"language": "fr"}\'\n\nvouch tools lists the oracles.')
    .action((file: string, options: VerifyOptions, command: Command) => perform((context) => verify(file, command.optsWithGlobals<VerifyOptions>(), context)));
}

async function verify(file: string, options: VerifyOptions, { terminal, signal }: CommandContext): Promise<number> {
  const criterion = parseCriterion(options.criterion);
  const { describeRates, describeVerdict } = await import('../run-view/index.js');
  return withRuntime(options, async (runtime) => {
    const finding = await runtime.verify(file, criterion, { signal });
    if (options.json) terminal.result(JSON.stringify(finding));
    else terminal.result([describeVerdict(finding, terminal.colors), ...(finding.critique === null ? [] : [printable(finding.critique)]), terminal.colors.dim(describeRates(finding))].join('\n'));
    return EXIT_CODES[finding.status];
  });
}

/** `oracle {json}` → criterion; the oracle's own schema is checked by the runtime. Throws USAGE. */
export function parseCriterion(text: string): Criterion {
  const [, oracle, json] = /^\s*([A-Za-z0-9_.-]+)\s*(\{[\s\S]*\})?\s*$/.exec(text) ?? [];
  if (oracle === undefined) throw new VouchError('USAGE', `A criterion is written 'oracle {json}', for example 'not_silent' or 'duration {"maxMs": 20000}'; this is ${JSON.stringify(text)}.`);
  try {
    return Criterion.parse({ oracle, params: json === undefined ? {} : (JSON.parse(json) as unknown) });
  } catch (cause) {
    throw new VouchError('USAGE', `The parameters of the criterion ${oracle} are not JSON: ${(cause as Error).message}`, { cause });
  }
}
