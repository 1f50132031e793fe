import { Link } from '@tanstack/react-router';

export const NotFoundPage = () => (
  <div className="stack">
    <title>No such page · Assent</title>
    <div className="page-head">
      <h1>There is no such page</h1>
      <p>The address may be mistyped. Nothing that is in the log ever leaves it.</p>
    </div>
    <p>
      <Link to="/">Go to the front page</Link> or <Link to="/log">read the log</Link>.
    </p>
  </div>
);
