import { stopImports } from './lists';
import './reading';
import './columns';
import './reports';
import './hostile';
import './rights';

afterAll(stopImports);
