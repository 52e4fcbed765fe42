"""What registry can be asked. Reads only, by indexed fields."""
