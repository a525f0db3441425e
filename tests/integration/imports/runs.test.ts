import { stopImports } from './lists';
import './applying';
import './replacing';
import './working';

afterAll(stopImports);
