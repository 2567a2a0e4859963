import { EVERY_BUS } from '../support/every-bus.ts';
import { busContract } from './bus.contract.ts';

for (const kind of EVERY_BUS) busContract(kind);
