// Every test file of the suite; a new one is added here. The editor keeps texts of files that are gone for minutes, so
// those that begin without some file come first: before a restart of the server tells it of such texts as new ones, and
// before settings of the folder are opened.
import './activation.test.ts';
import './undo.test.ts';
import './documents.test.ts';
import './encodings.test.ts';
import './commands.test.ts';
import './configuration.test.ts';
import './effective.test.ts';
import './features.test.ts';
import './guide.test.ts';
import './initialize.test.ts';
import './neighbours.test.ts';
import './roots.test.ts';
import './rules.test.ts';
import './symbols.test.ts';
