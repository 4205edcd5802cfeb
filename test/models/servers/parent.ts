/** Starts a server, says its process id and lives until it is killed; run as a process of its own. */
import { Supervisor } from '../../../src/models/servers/index.js';
import { ask, fakeServer, QUICK } from './fake.js';

const supervisor = new Supervisor({ times: QUICK, folder: process.argv[2] });
const { pid } = await supervisor.use(supervisor.declare(fakeServer('child', process.argv[3] === undefined ? {} : { [process.argv[3]]: true })), (address) => ask(address, '/echo'), new AbortController().signal);
console.log(pid);
setInterval(() => undefined, 1000);
