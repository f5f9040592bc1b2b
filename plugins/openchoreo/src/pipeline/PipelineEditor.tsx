import { useCallback, useRef, useState, type ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Button, Link } from '@backstage/ui';
import {
  entityRefOf,
  reads,
  type PipelineOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { OverviewCard } from '../catalog/Overview';
import { PipelinePicture } from '../catalog/PipelinePicture';
import { labelsOf } from '../text';
import { useTemplateLink } from '../templates/useTemplateLink';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import { ApplyPipelineDialog } from './ApplyPipelineDialog';
import { PathList } from './PathList';
import { GraphNode } from './GraphNode';
import { PolicyEditor } from './PolicyEditor';
import {
  pathInputs,
  pathsOf,
  pipelineDraft,
  type DraftProblem,
} from './pipelineDraft';
import styles from './pipeline.module.css';

/**
 * The promotion paths as a form, and the graph that they make up. What was edited stays when the pipeline is changed elsewhere, and
 * the page says so.
 */
export function PipelineEditor(props: {
  pipeline: PipelineOverview;
  live: ReactNode;
  onApplied: () => void;
}) {
  const { pipeline, live, onApplied } = props;
  const { organization, name } = pipeline;
  const { t } = useTexts();
  const [before, setBefore] = useState(pipeline);
  const [paths, setPaths] = useState(() => pathsOf(pipeline));
  const [selectedEdge, setSelectedEdge] = useState<string>();
  const policyRef = useRef<HTMLDivElement>(null);
  const [isReviewing, setIsReviewing] = useState(false);
  const [isApplied, setIsApplied] = useState(false);
  const environments = useEnvironments(pipeline);
  const draft = pipelineDraft(paths);
  const environmentLabel = labelsOf(environments);
  const templateLink = useTemplateLink();
  const isChanged = !isSame(paths, pathsOf(before));
  const isOutdated = !isSame(pathsOf(pipeline), pathsOf(before));
  const load = (current: PipelineOverview) => {
    setBefore(current);
    setPaths(pathsOf(current));
  };
  // Where nothing is edited, or what was edited is applied, the form follows the pipeline.
  if (isOutdated && (!isChanged || isSame(paths, pathsOf(pipeline)))) {
    load(pipeline);
  }
  const pathsInput = pathInputs(paths, before);
  const problemText = (problem: DraftProblem) => {
    switch (problem.type) {
      case 'empty':
        return t('pipeline.problem.empty');
      case 'incomplete':
        return t('pipeline.problem.incomplete', {
          number: String(problem.index + 1),
        });
      case 'loop':
        return t('pipeline.problem.loop', {
          environment: environmentLabel(problem.name),
        });
      case 'duplicate':
        return t('pipeline.problem.duplicate', {
          from: environmentLabel(problem.from),
          to: environmentLabel(problem.to),
        });
      default:
        return t('pipeline.problem.cycle', {
          environments: problem.names.map(environmentLabel).join(', '),
        });
    }
  };
  const reason = () => {
    if (draft.problem) return problemText(draft.problem);
    return isChanged ? undefined : t('pipeline.unchanged');
  };
  return (
    <>
      <OverviewCard title={t('pipeline.graph')} headerActions={live}>
        {draft.environments.length > 0 && (
          <PipelinePicture
            pipeline={{
              name,
              displayName: pipeline.displayName,
              environments: draft.environments.map(each => ({
                name: each,
                displayName: environmentLabel(each),
              })),
              edges: draft.edges.map(edge => ({ ...edge, gates: [] })),
            }}
          >
            {each => (
              <GraphNode
                pipeline={pipeline}
                environment={each}
                labelOf={environmentLabel}
                onChoose={edge => {
                  setSelectedEdge(edge);
                  policyRef.current?.focus();
                }}
              />
            )}
          </PipelinePicture>
        )}
        {draft.problem && (
          <Alert status="warning" icon title={problemText(draft.problem)} />
        )}
      </OverviewCard>
      <OverviewCard title={t('pipeline.form')}>
        {isOutdated && (
          <Alert
            status="warning"
            icon
            title={t('pipeline.outdated')}
            description={
              <Button variant="secondary" onPress={() => load(pipeline)}>
                {t('pipeline.discard')}
              </Button>
            }
          />
        )}
        <PathList
          paths={paths}
          environments={environments}
          edges={pipeline.edges}
          onChange={next => {
            setPaths(next);
            setIsApplied(false);
          }}
        />
        <div className={styles.actions}>
          <Button
            isDisabled={isApplied || reason() !== undefined}
            onPress={() => setIsReviewing(true)}
          >
            {t('pipeline.review')}
          </Button>
          <Button
            variant="secondary"
            isDisabled={!isChanged}
            onPress={() => load(pipeline)}
          >
            {t('pipeline.discard')}
          </Button>
          {templateLink && !reason() && (
            <Link
              href={templateLink('set-up-a-pipeline', {
                organization: entityRefOf({
                  type: 'organization',
                  name: organization,
                }),
                name,
                displayName: pipeline.displayName,
                paths: pathsInput,
                delivery: { mode: 'pull-request' },
              })}
              standalone
            >
              {t('pipeline.pullRequest')}
            </Link>
          )}
        </div>
        <p role="status" className={styles.status}>
          {isApplied ? t('pipeline.applied') : reason()}
        </p>
      </OverviewCard>
      <div ref={policyRef} tabIndex={-1} className={styles.policy}>
        <PolicyEditor
          pipeline={pipeline}
          chosen={selectedEdge}
          onChoose={setSelectedEdge}
          onApplied={onApplied}
        />
      </div>
      {isReviewing && (
        <ApplyPipelineDialog
          // What was edited is a change of the pipeline that the form was loaded from.
          pipeline={isOutdated ? before : pipeline}
          paths={pathsInput}
          onClose={() => setIsReviewing(false)}
          onApplied={() => {
            setIsApplied(true);
            onApplied();
          }}
        />
      )}
    </>
  );
}

/** The environments that the organization may use, and those that the pipeline names. */
function useEnvironments({ organization, environments }: PipelineOverview) {
  const api = useApi(openChoreoApiRef);
  const { value } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.describeOrganization, { organization }, { signal }),
      [api, organization],
    ),
  );
  const offered = value?.environments ?? [];
  const names = new Set(offered.map(({ name }) => name));
  return [...offered, ...environments.filter(({ name }) => !names.has(name))];
}

/** Whether paths are equal, in whatever order. */
function isSame(
  a: ReturnType<typeof pathsOf>,
  b: ReturnType<typeof pathsOf>,
): boolean {
  const keys = (paths: ReturnType<typeof pathsOf>) =>
    paths
      .map(({ from, to, requiresApproval }) =>
        [from, to, requiresApproval].join('/'),
      )
      .sort()
      .join();
  return keys(a) === keys(b);
}
