import type { Command } from 'commander';
import type { CommandContext, GlobalOptions, Perform } from '../command.js';
import { EXIT } from '../exit-code.js';

interface DoctorOptions extends GlobalOptions {
  readonly json?: boolean;
}

/** `vouch doctor`: what works here, what is missing and the command that mends it. */
export function declareDoctor(program: Command, perform: Perform): void {
  program
    .command('doctor')
    .description('say for each job which model does it, and what is missing; exit code 1 when the main job cannot be done')
    .option('--json', 'print {ready, checks: [{name, status, message, fix?}], jobs}')
    .action((options: DoctorOptions, command: Command) => perform((context) => doctor(command.optsWithGlobals<DoctorOptions>(), context)));
}

async function doctor(options: DoctorOptions, { terminal, signal }: CommandContext): Promise<number> {
  const { examine, describeCheck } = await import('../doctor/index.js');
  const examination = await examine(options, signal);
  if (options.json) terminal.result(JSON.stringify(examination));
  else {
    terminal.result(examination.checks.map((check) => describeCheck(check, terminal.colors)).join('\n'));
    terminal.result(examination.ready ? '\nReady: the main job can be done here.' : '\nNot ready: mend what is marked as missing.');
  }
  return examination.ready ? EXIT.completed : EXIT.failed;
}
