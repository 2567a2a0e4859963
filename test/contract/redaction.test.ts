import { EVERY_BUS } from '../support/every-bus.ts';
import { redactionContract } from './redaction.contract.ts';

for (const kind of EVERY_BUS) redactionContract(kind);
