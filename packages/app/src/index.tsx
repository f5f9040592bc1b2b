import '@backstage/cli/asset-types';
import ReactDOM from 'react-dom/client';
import app from './App';
import '@backstage/ui/css/styles.css';
import './header.css';

const element = document.getElementById('root');
if (!element) throw new Error('public/index.html has no element "root"');
ReactDOM.createRoot(element).render(app.createRoot());
