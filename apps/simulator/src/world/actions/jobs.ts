/** Scheduled jobs: a run that is under way ends as it would; the next ones are left out, or come again. */
import type { Act } from './act.ts';

export const suspendJob: Act<'suspend-job'> = ({ service, job }, { jobs }, operation) => {
  const message = jobs.suspend(service, job)
    ? `${job} of ${service} is suspended`
    : `${job} of ${service} was suspended already`;
  const object = `job/${job}`;
  operation.note('done', { kind: 'schedule', reason: 'JobSuspended', service, object, message, details: { job } });
};

export const resumeJob: Act<'resume-job'> = ({ service, job }, { jobs }, operation) => {
  const message = jobs.resume(service, job)
    ? `${job} of ${service} runs when it is due`
    : `${job} of ${service} was not suspended`;
  const object = `job/${job}`;
  operation.note('done', { kind: 'schedule', reason: 'JobResumed', service, object, message, details: { job } });
};
