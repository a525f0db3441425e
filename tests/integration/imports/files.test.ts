import { stopImports } from './lists';
import './columns';
import './reports';
import './hostile';
import './rights';

afterAll(stopImports);
