// Every test file of the suite; a new one is added here.
import './activation.test.ts';
import './commands.test.ts';
import './configuration.test.ts';
import './documents.test.ts';
import './effective.test.ts';
import './features.test.ts';
import './guide.test.ts';
import './neighbours.test.ts';
import './rules.test.ts';
import './symbols.test.ts';
import './undo.test.ts';
