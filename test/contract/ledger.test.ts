import { EVERY_BUS } from '../support/every-bus.ts';
import { ledgerContract } from './ledger.contract.ts';

for (const kind of EVERY_BUS) ledgerContract(kind);
