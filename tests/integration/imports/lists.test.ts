import { stopImports } from './lists';
import './reading';
import './preview';
import './correcting';
import './applying';
import './replacing';
import './working';

afterAll(stopImports);
