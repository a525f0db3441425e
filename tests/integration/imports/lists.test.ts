import { stopImports } from './lists';
import './preview';
import './correcting';
import './applying';
import './replacing';
import './working';

afterAll(stopImports);
