CREATE TABLE customers (
  id text PRIMARY KEY,
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX customers_email_idx ON customers (email);

CREATE TABLE products (
  id text PRIMARY KEY,
  sku text NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  price_cents integer NOT NULL,
  stock integer NOT NULL
);
CREATE INDEX products_category_idx ON products (category);

CREATE TABLE orders (
  id text PRIMARY KEY,
  customer_id text NOT NULL,
  status text NOT NULL,
  total_cents integer NOT NULL,
  currency text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_idx ON orders (customer_id, created_at);

CREATE TABLE order_items (
  order_id text NOT NULL,
  product_id text NOT NULL,
  quantity integer NOT NULL,
  price_cents integer NOT NULL
);
CREATE INDEX order_items_order_idx ON order_items (order_id);
