import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderFormField } from '../__testUtils__/renderFormField';
import { scheduleField } from './scheduleField';
import { timeZoneField } from './timeZoneField';

describe('OpenChoreoSchedule', () => {
  const schedule = () => screen.findByRole('textbox', { name: /Field/ });

  it('lists the next five runs in the time zone', async () => {
    renderFormField(scheduleField, { values: { timeZone: 'Asia/Tokyo' } });
    await userEvent.type(await schedule(), '15 3 * * *');
    expect(
      await screen.findByText('The next runs in time zone Asia/Tokyo:'),
    ).toBeVisible();
    const runs = screen.getAllByRole('listitem');
    expect(runs).toHaveLength(5);
    for (const run of runs) expect(run).toHaveTextContent(/at 3:15/);
  });

  it('lists them in UTC without a time zone', async () => {
    renderFormField(scheduleField);
    await userEvent.type(await schedule(), '0 6 * * *');
    expect(
      await screen.findByText(
        'The next runs in time zone UTC, unless the class has another one:',
      ),
    ).toBeVisible();
    const runs = screen.getAllByRole('listitem');
    for (const run of runs) expect(run).toHaveTextContent(/at 6:00/);
  });

  it('lists no runs of an expression that never fires', async () => {
    renderFormField(scheduleField);
    await userEvent.type(await schedule(), '0 0 30 2 *');
    expect(
      await screen.findByText(
        'Field never fires: no such month has such a day.',
      ),
    ).toBeVisible();
    expect(await schedule()).toBeInvalid();
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument();
  });

  it('says when an interval begins', async () => {
    renderFormField(scheduleField);
    await userEvent.type(await schedule(), '@every 90m');
    expect(await screen.findByText(/counted from the last run/)).toBeVisible();
  });
});

describe('OpenChoreoTimeZone', () => {
  it('finds a zone by a part of its name, and says what time it is there', async () => {
    const { onCreate } = renderFormField(timeZoneField);
    await userEvent.type(await screen.findByRole('combobox'), 'zuri');
    await userEvent.click(
      await screen.findByRole('option', { name: 'Europe/Zurich' }),
    );
    expect(await screen.findByText(/^It is .* there now\.$/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith({ field: 'Europe/Zurich' });
  });
});
