import './metrics.css';
import { SegmentedControl, Select, Switch } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { Waiting } from '../../components/Waiting.tsx';
import { Dashboard } from './Dashboard.tsx';
import { dashboards } from './dashboards/index.ts';
import { useParamsEdit } from './data/useParamsEdit.ts';
import { useServices } from './data/useServices.ts';

const ServiceMapView = lazy(() => import('../map/index.tsx').then((module) => ({ default: module.ServiceMapView })));
const Explore = lazy(() => import('./explore/index.tsx').then((module) => ({ default: module.Explore })));

const tabs = [
  { value: 'map', label: 'Map' },
  ...dashboards.map(({ id, title }) => ({ value: id as string, label: title })),
  { value: 'explore', label: 'Explore' },
];

/** Metrics: the map, the dashboards, and a place to ask. */
export function Pane(): ReactNode {
  const [params] = useSearchParams();
  const change = useParamsEdit();
  const asked = params.get('tab') ?? '';
  const tab = tabs.some((known) => known.value === asked) ? asked : 'map';
  const services = useServices();
  const service = params.get('service') ?? services[0] ?? '';
  const compare = params.get('compare') === '1h';
  const dashboard = dashboards.find((known) => known.id === tab);

  const explore = useCallback(
    (exprs: readonly string[]) =>
      change((next) => {
        next.set('tab', 'explore');
        next.delete('expr');
        for (const expr of exprs) next.append('expr', expr);
      }),
    [change],
  );

  return (
    <div className="fd-metrics">
      <h2 className="fd-hidden">Metrics</h2>
      <div className="fd-toolbar">
        <SegmentedControl
          aria-label="View"
          data={tabs}
          value={tab}
          onChange={(value) => change((next) => next.set('tab', value))}
        />
        {tab === 'service' ? (
          <Select
            aria-label="Service"
            data={service === '' || services.includes(service) ? [...services] : [service, ...services]}
            value={service === '' ? null : service}
            placeholder="Service"
            searchable
            allowDeselect={false}
            w={184}
            onChange={(value) =>
              change((next) => (value === null ? next.delete('service') : next.set('service', value)))
            }
          />
        ) : null}
        {dashboard === undefined ? null : (
          <Switch
            label="compare with an hour ago"
            checked={compare}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              change((next) => (on ? next.set('compare', '1h') : next.delete('compare')));
            }}
          />
        )}
      </div>
      <Suspense fallback={<Waiting label="Opening" />}>
        {tab === 'map' ? <ServiceMapView /> : null}
        {tab === 'explore' ? <Explore /> : null}
      </Suspense>
      {dashboard === undefined ? null : (
        <Dashboard key={dashboard.id} spec={dashboard} service={service} compare={compare} onExplore={explore} />
      )}
    </div>
  );
}
