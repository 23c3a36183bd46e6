CREATE TABLE uploads (
  id text PRIMARY KEY,
  customer_id text NOT NULL,
  content_type text NOT NULL,
  size_bytes integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX uploads_customer_idx ON uploads (customer_id);
