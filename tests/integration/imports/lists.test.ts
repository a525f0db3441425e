import { stopImports } from './lists';
import './reading';
import './preview';
import './correcting';

afterAll(stopImports);
